import type { ReactNode } from 'react';

/** The product's mark, a leaf in a leaf. */
export function Mark({ size }: { size: number }): ReactNode {
  return (
    <svg className="mark" viewBox="2 1.5 25 25" width={size} height={size} aria-hidden="true">
      <path d="M14.5 1.5a12.5 12.5 0 0 1 0 25H5a3 3 0 0 1-3-3V14a12.5 12.5 0 0 1 12.5-12.5Z" />
      <path d="M14.75 8.25a6 6 0 0 1 6 6v4.5a1.5 1.5 0 0 1-1.5 1.5h-4.5a6 6 0 0 1 0-12Z" />
    </svg>
  );
}
