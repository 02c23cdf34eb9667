import { beforeEach, expect, test, vi } from 'vitest';
import { followTheme } from '../src/ui/theme.ts';

const dataset: { theme?: string } = {};

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { dataset } });
  return () => vi.unstubAllGlobals();
});

/** What another tab writes. */
const told = (key: string, newValue: string | null) => Object.assign(new Event('storage'), { key, newValue });

test('the theme that is chosen in one tab is that of the others', () => {
  const page = new EventTarget();
  followTheme(page);
  page.dispatchEvent(told('confab.theme', 'dark'));
  expect(dataset.theme).toBe('dark');
  page.dispatchEvent(told('confab.other', 'light'));
  expect(dataset.theme).toBe('dark');
  page.dispatchEvent(told('confab.theme', null));
  expect(dataset.theme).toBeUndefined();
});
