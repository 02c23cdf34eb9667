import { setAvatar } from '@confab/client';
import { expect, test } from '../fixtures/index.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

test('a picture that does not come leaves the initials; the next one shows, and goes again', async ({
  twoUsers: { ada },
  bot,
  room,
}) => {
  const picture = new Blob([PIXEL], { type: 'image/png' });
  const shown = ada.message('Hello there').locator('img');
  await ada.page.route('**/api/avatars/*', (route) => route.abort());
  await setAvatar(bot.client.api, picture);
  await bot.say(room.slug, 'Hello there');
  await expect(ada.message('Hello there')).toContainText('R');
  await expect(shown).toBeHidden();

  await ada.page.unroute('**/api/avatars/*');
  await setAvatar(bot.client.api, picture);
  await expect(shown).toBeVisible();

  await ada.page.route('**/api/avatars/*', (route) => route.abort());
  await setAvatar(bot.client.api, picture);
  await expect(shown).toBeHidden();
  await setAvatar(bot.client.api);
  await expect(shown).toHaveCount(0);
  await expect(ada.message('Hello there')).toBeVisible();
});
