import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';

test('a pasted picture is seen by the other, its place kept before it has come', async ({ twoUsers: { ada, ben } }) => {
  let show: () => void = () => {};
  const shown = new Promise<void>((resolve) => {
    show = resolve;
  });
  await ben.page.route('**/api/files/**', (route) => shown.then(() => route.continue()));
  await ada.composer.click();
  await ada.page.evaluate(pastePicture);
  await expect(ada.page.getByRole('list', { name: 'Attached files' })).toContainText('image.png');
  await expect(ada.page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
  await ada.composer.press('Enter');

  const picture = ben.log.getByRole('button', { name: 'Show image.png' });
  const place = await picture.boundingBox();
  expect([place?.width, place?.height].map((length) => Math.round(length ?? 0))).toEqual([200, 100]);
  show();
  await expect.poll(() => picture.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(200);
  expect(await picture.boundingBox()).toEqual(place);

  await picture.click();
  const large = ben.page.getByRole('dialog', { name: 'image.png' });
  await expect(large.getByRole('img', { name: 'image.png' })).toBeVisible();
  await ben.page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(picture).toBeFocused();
});

test('a file that was sent in one tab is not left behind in another', async ({ twoUsers: { ada, ben } }) => {
  await ada.composer.click();
  await ada.page.evaluate(pastePicture);
  await expect(ada.page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
  const first = await ada.newTab();
  const chips = ada.page.getByRole('list', { name: 'Attached files' });
  await expect(chips).toContainText('image.png');
  await first.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(ben.log.getByRole('button', { name: 'Show image.png' })).toBeVisible();
  await expect(chips).toHaveCount(0);
});

test('whoever reloads while a file is on its way is asked before, and told afterwards what was cut off', async ({
  twoUsers: { ada },
}) => {
  await ada.context.route('**/api/rooms/*/files*', () => undefined);
  await ada.composer.click();
  await ada.page.evaluate(pastePicture);
  const chips = ada.page.getByRole('list', { name: 'Attached files' });
  await expect(chips.getByRole('progressbar', { name: 'Uploading image.png' })).toBeVisible();
  const asked = ada.page.waitForEvent('dialog').then(async (question) => {
    await question.accept();
    return question.type();
  });
  await ada.page.reload();
  expect(await asked).toBe('beforeunload');
  await expect(chips.getByRole('alert')).toHaveText('The page was left before it was there. Attach it again.');
  await chips.getByRole('button', { name: 'Remove image.png' }).click();
  await expect(chips).toHaveCount(0);
});

test('a notice covers nothing of what one writes, however high that is and wherever it stands', async ({
  twoUsers: { ada },
  phone,
  bot,
  room,
}) => {
  await phone.send('To be edited');
  await bot.fill(room.slug, 16, 'Later');
  await expect(phone.message('Later 16')).toBeVisible();
  const row = phone.message('To be edited');
  await row.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await row.tap();
  await phone.page.getByRole('menuitem', { name: 'Edit' }).click();
  const field = phone.page.getByRole('textbox', { name: 'Edit message' });
  await field.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await attachTooMany(phone.page);
  await expect.poll(() => areApart(phone.page.locator('.toast'), field)).toBe(true);

  await attachTooMany(ada.page);
  for (const { page, composer } of [ada, phone]) {
    await composer.fill('One line of many\n'.repeat(40));
    await expect.poll(() => areApart(page.locator('.toast'), page.locator('.comp'))).toBe(true);
  }
});

test.describe('where files are small', () => {
  test.use({ serverEnv: { MAX_FILE_BYTES: String(1024 * 1024) } });

  test('a dropped file that is too large says so and is taken away; the rest is sent', async ({ twoUsers }) => {
    const { ada, ben } = twoUsers;
    await ada.page.evaluate(dropFiles);
    const chips = ada.page.getByRole('list', { name: 'Attached files' });
    await expect(chips.getByRole('alert')).toHaveText('Too big. The limit here is 1 MB.');
    const send = ada.page.getByRole('button', { name: 'Send', exact: true });
    await ada.composer.fill('The minutes');
    await expect(send).toBeDisabled();
    await chips.getByRole('button', { name: 'Remove film.mov' }).click();
    await expect(chips).not.toContainText('film.mov');
    await send.click();

    const message = ben.message('The minutes');
    const download = ben.page.waitForEvent('download');
    await message.getByRole('link', { name: /minutes\.txt/ }).click();
    expect((await download).suggestedFilename()).toBe('minutes.txt');
  });
});

/** Attaches more files than a message takes: a notice says so. */
async function attachTooMany(page: Page): Promise<void> {
  const file = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') };
  await page.locator('input[type=file]').setInputFiles(Array.from({ length: 11 }, () => file));
  await expect(page.getByText('A message takes 10 files.')).toBeVisible();
}

/** Whether neither lies over the other. */
async function areApart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  return !!a && !!b && (a.y + a.height <= b.y || b.y + b.height <= a.y);
}

/** Pastes a picture of 200 × 100 px into what has the focus, as a screenshot comes. */
async function pastePicture(): Promise<void> {
  const canvas = new OffscreenCanvas(200, 100);
  canvas.getContext('2d')?.fillRect(0, 0, 100, 100);
  const data = new DataTransfer();
  data.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }));
  document.activeElement?.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
  );
}

/** Drops two files on the window, one of 2 MB. */
function dropFiles(): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(2 * 1024 * 1024)], 'film.mov'));
  dataTransfer.items.add(new File(['All were there.'], 'minutes.txt'));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
}
