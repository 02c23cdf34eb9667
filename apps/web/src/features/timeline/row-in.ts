/** The element of a row; none where it isn't rendered. */
export function rowIn(log: HTMLElement | null, id: string): HTMLElement | null | undefined {
  return log?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}
