import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import '../ui/avatar.css';
import '../ui/overlay.css';
import './shell.css';
import { followUploads, guardUploads } from '../features/attachments/uploads-store.ts';
import { followDrafts } from '../store/drafts.ts';
import { followTheme } from '../ui/theme.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { keepPageOnDrop } from './keep-page-on-drop.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
keepPageOnDrop();
followDrafts(window);
followUploads(window);
guardUploads(window);
followTheme(window);
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
