import { expect, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';

test('a room is archived while one writes offline: the message says so and keeps its text; later it can be sent', async ({
  twoUsers: { ada, ben },
  bot,
  network,
  room,
}) => {
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('A word before you close');
  await bot.client.api.updateRoom(room.slug, { archived: true });
  network.restore();
  await backOnline(ada.page);

  const refused = ada.message('A word before you close');
  await expect(refused).toHaveAccessibleName(/not sent/);
  await expect(refused.getByRole('alert')).toContainText('Not sent.');
  await expect(ada.page.getByText('This room is archived.')).toBeVisible();
  await expect(refused.getByRole('button', { name: 'Copy' })).toBeVisible();
  await expect(refused.getByRole('button', { name: 'Edit again' })).toHaveCount(0);
  await expect(ben.message('A word before you close')).toHaveCount(0);

  // It is kept on disk, too, and comes back to the composer once there is one.
  await ada.page.reload();
  await expect(refused).toHaveAccessibleName(/not sent/);
  await bot.client.api.updateRoom(room.slug, { archived: false });
  await expect(ada.composer).toBeVisible();
  await ada.composer.fill('Something else');
  await refused.getByRole('button', { name: 'Edit again' }).click();
  await expect(ada.composer).toHaveValue('Something else');
  await ada.composer.fill('');
  await refused.getByRole('button', { name: 'Edit again' }).click();
  await expect(ada.composer).toHaveValue('A word before you close');
  await expect(refused).toHaveCount(0);
  await ada.composer.press('Enter');
  await expect(ben.message('A word before you close')).toHaveCount(1);
  await expect(refused).toHaveCount(1);
});

test('a room is taken away while one writes offline: the text is kept beside the news', async ({
  twoUsers: { ada },
  bot,
  network,
  room,
}) => {
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('Words without a room');
  await bot.removeRoom(room.slug);
  network.restore();
  await backOnline(ada.page);

  const kept = ada.page.getByRole('list', { name: 'Not sent' }).getByRole('listitem');
  await expect(kept).toContainText('Words without a room');
  await expect(kept).toContainText('You no longer have access to this room.');
  await ada.page.reload();
  await expect(kept).toContainText('Words without a room');
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await kept.getByRole('button', { name: 'Copy' }).click();
  await expect(ada.page.getByText('Copied.')).toBeVisible();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe('Words without a room');
  await kept.getByRole('button', { name: 'Remove' }).click();
  await expect(kept).toHaveCount(0);
  await ada.page.reload();
  await expect(ada.page.getByRole('button', { name: 'Go to your rooms' })).toBeVisible();
  await expect(kept).toHaveCount(0);
});

test('what is too long stays in the composer and says by how much, counted as a person counts', async ({
  twoUsers: { ada, ben },
}) => {
  // Each is one character and two UTF-16 units.
  await ada.composer.click();
  // In one go, as a paste comes.
  await ada.page.keyboard.insertText('😀'.repeat(4001));
  await expect(ada.page.getByText('1 too many')).toBeVisible();
  await expect(ada.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('😀'.repeat(4001));
  await expect(ada.log.getByRole('article')).toHaveCount(0);

  await ada.composer.press('Backspace');
  await expect(ada.page.getByText('0 left')).toBeVisible();
  await ada.composer.press('Enter');
  await expect(ada.composer).toHaveValue('');
  await expect(ben.message('😀😀😀')).toHaveCount(1);
});
