import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';

test('it is dark where the system is dark, and light where it is light', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => brightness(ada.page)).toBeLessThan(80);
  await ada.page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => brightness(ada.page)).toBeGreaterThan(200);
});

test('a theme that one chooses wins over the system’s and survives a reload', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.chooseSetting('Dark');
  await expect.poll(() => brightness(ada.page)).toBeLessThan(80);
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  expect(await brightness(ada.page)).toBeLessThan(80);
});

test('on a phone there is one pane at a time, nothing is cut off, and one can talk', async ({ phone, bot, room }) => {
  await expect(phone.composer).toBeVisible();
  await expect(phone.rooms).toBeHidden();
  await phone.send('From the bus');
  await expect(phone.message('From the bus')).toBeVisible();
  await bot.say(room.slug, `A word${'o'.repeat(300)} that is far too long`);
  await expect(phone.message('far too long')).toBeVisible();
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

/** How bright the window's background is, 0 to 255. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}
