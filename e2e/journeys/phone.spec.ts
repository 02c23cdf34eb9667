import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';

test('on a phone Back closes what is open, one thing after the other, then leads to the rooms', async ({
  phone,
  bot,
  room,
}) => {
  const { page } = phone;
  const thread = page.getByRole('complementary', { name: 'Thread' });
  const sheet = page.getByRole('menu', { name: 'Message actions' });
  await bot.say(room.slug, 'Who brings the cake?');

  await phone.message('Who brings the cake?').click();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(sheet).toBeHidden();

  await page.getByRole('button', { name: 'Room actions' }).click();
  await page.getByRole('menuitem', { name: 'People and details' }).click();
  await expect(phone.people).toBeVisible();
  await page.goBack();
  await expect(phone.people).toBeHidden();

  await phone.message('Who brings the cake?').click();
  await sheet.getByRole('menuitem', { name: 'Reply in thread' }).click();
  await expect(thread).toBeVisible();
  await page.reload();
  await expect(thread.getByText('Who brings the cake?')).toBeVisible();
  await thread.getByText('Who brings the cake?').click();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(sheet).toBeHidden();
  await expect(thread).toBeVisible();
  await page.goBack();
  await expect(thread).toBeHidden();
  await expect(phone.composer).toBeVisible();

  // Whoever came in by the address of a room goes up to the others, looks something up, and comes back.
  await page.getByRole('link', { name: 'Back to rooms' }).click();
  await page.getByRole('button', { name: 'Find anything' }).click();
  const finder = page.getByRole('combobox', { name: 'Find rooms and messages' });
  await expect(finder).toBeVisible();
  await page.goBack();
  await expect(finder).toBeHidden();
  await phone.rooms.getByRole('link', { name: room.name }).click();
  await expect(phone.composer).toBeVisible();
  await page.goBack();
  await expect(phone.rooms).toBeVisible();
});

test('on a phone all emoji lie in a sheet, and a tap beside it does nothing else', async ({ phone }) => {
  const { page } = phone;
  await phone.send('Who is hungry?');
  await phone.message('Who is hungry?').click();
  await page.getByRole('button', { name: 'More emoji' }).click();
  await page.getByRole('textbox', { name: 'Search emoji' }).fill('sushi');
  await page.getByRole('button', { name: 'sushi' }).click();
  await expect(phone.message('Who is hungry?').getByRole('button', { name: '🍣: 1, including you' })).toBeVisible();

  await page.getByRole('button', { name: 'Add reaction' }).click();
  await expect(page.getByRole('list', { name: 'Often used' })).toBeVisible();
  await page.touchscreen.tap(200, 100);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('on a phone Enter breaks the line and the button sends', async ({ phone }) => {
  await phone.composer.fill('Milk');
  await phone.composer.press('Enter');
  await phone.composer.pressSequentially('Bread');
  await expect(phone.composer).toHaveValue('Milk\nBread');
  await phone.page.getByRole('button', { name: 'Send' }).click();
  await expect(phone.message('Milk')).toContainText('Bread');
});

test('on a tablet a tap on a message brings all that can be done with it, in sizes for a finger', async ({
  arrive,
  bot,
  room,
}) => {
  const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
  const tia = await arrive('Tia', { path: `/r/${room.slug}`, ...tablet });
  await bot.say(room.slug, 'Who brings the cake?');
  await tia.message('Who brings the cake?').tap();
  const sheet = tia.page.getByRole('dialog', { name: 'Message of Robin' });
  for (const name of ['Reply', 'Reply in thread', 'Copy text', 'Copy link', 'Report…'])
    expect(await heightOf(sheet.getByRole('menuitem', { name, exact: true }))).toBeGreaterThanOrEqual(40);
  await sheet.getByRole('button', { name: 'heart', exact: true }).tap();
  const reaction = tia.message('Who brings the cake?').getByRole('button', { name: 'heart: 1, including you' });
  await expect(reaction).toBeVisible();
  await expect(tia.page.getByRole('toolbar', { name: 'Message actions' })).toHaveCount(0);

  for (const name of ['Send', 'Attach files', 'Bold', 'Room actions', 'New room', 'You and settings'])
    expect(await heightOf(tia.page.getByRole('button', { name, exact: true }))).toBeGreaterThanOrEqual(40);
  expect(await heightOf(tia.rooms.getByRole('link', { name: room.name }))).toBeGreaterThanOrEqual(40);
});

async function heightOf(element: Locator): Promise<number> {
  await expect(element).toBeVisible();
  return (await element.boundingBox())?.height ?? 0;
}
