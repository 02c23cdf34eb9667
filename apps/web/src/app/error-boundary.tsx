import { Component, type ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';

/** Shows a page with a way out where something in the app itself went wrong. Drafts and the outbox are on disk. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="page">
        <div className="empty" role="alert">
          <Mark size={44} />
          <h1>This page stopped working.</h1>
          <p>What you wrote is kept. Reload to go on where you were.</p>
          <div className="acts">
            <button type="button" className="btn ink" onClick={() => location.reload()}>
              Reload
            </button>
          </div>
        </div>
      </main>
    );
  }
}
