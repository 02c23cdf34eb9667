/**
 * The element that has the focus and those around it that can have it, from the inside out. Where the first has gone by the
 * time the focus is given back, such as a button that comes and goes with the pointer, the next one stands for it.
 */
export function focusTrail(): readonly HTMLElement[] {
  const trail: HTMLElement[] = [];
  let place = document.activeElement;
  while (place instanceof HTMLElement && place !== document.body) {
    trail.push(place);
    place = place.parentElement?.closest('[tabindex]') ?? null;
  }
  return trail;
}
