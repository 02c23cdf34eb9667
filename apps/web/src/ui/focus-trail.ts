/**
 * The element that has the focus and those around it that can have it, from the inside out, and the page's main part. Where
 * the first has gone by the time the focus is given back, such as a button that comes and goes with the pointer, the next one
 * stands for it. Empty where nothing has the focus.
 */
export function focusTrail(): readonly HTMLElement[] {
  const trail: HTMLElement[] = [];
  let place = document.activeElement;
  while (place instanceof HTMLElement && place !== document.body) {
    trail.push(place);
    place = place.parentElement?.closest('[tabindex]') ?? null;
  }
  const main = document.querySelector('main');
  return trail.length > 0 && main ? [...trail, main] : trail;
}
