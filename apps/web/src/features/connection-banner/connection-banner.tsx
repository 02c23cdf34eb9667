import { Check, CircleAlert, Clock, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BannerWords } from './banner-words.ts';
import { useBanner } from './use-banner.ts';
import './connection-banner.css';

interface Props {
  onTryNow: () => void;
  onSignIn: () => void;
}

/** Says how the line is, over the timeline; silent while all is well. */
export function ConnectionBanner({ onTryNow, onSignIn }: Props): ReactNode {
  const words = useBanner();
  const actions = {
    'try-now': { label: 'Try now', run: onTryNow },
    reload: { label: 'Reload', run: () => location.reload() },
    'sign-in': { label: 'Sign in again', run: onSignIn },
  } as const;
  const action = words?.action && actions[words.action];
  return (
    <div className="banner" role="status">
      {words && (
        <>
          <span className={words.icon === 'back' ? 'cell ok' : 'cell'}>
            <BannerIcon icon={words.icon} />
          </span>
          <span>
            <b>{words.title}</b> {words.text}
          </span>
          {action && (
            <button type="button" className="btn bare sm" onClick={action.run}>
              {action.label}
            </button>
          )}
        </>
      )}
    </div>
  );
}

const ICONS = { offline: WifiOff, slow: Clock, back: Check, failed: CircleAlert };

function BannerIcon({ icon }: { icon: BannerWords['icon'] }): ReactNode {
  if (icon === 'busy') return <i className="spin" />;
  const Icon = ICONS[icon];
  return <Icon className="i s" aria-hidden="true" />;
}
