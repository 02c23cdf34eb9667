import { expect, FAST_WRITERS, test } from '../fixtures/index.ts';

test('a room that one creates can be found, looked into and joined by others', async ({ twoUsers: { ada, ben } }) => {
  await ada.rooms.getByRole('button', { name: 'New room' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Gardening');
  await dialog.getByRole('button', { name: /Create/ }).click();
  await expect(ada.page).toHaveURL(/\/r\/gardening$/);
  await ada.send('Who has seeds?');

  await ben.rooms.getByRole('button', { name: 'Browse rooms' }).click();
  await ben.page.getByRole('dialog').getByText('Gardening').click();
  await expect(ben.page).toHaveURL(/\/r\/gardening$/);
  await expect(ben.message('Who has seeds?')).toBeVisible();
  // Until he joins he is not there.
  await expect(ben.composer).toBeHidden();
  await expect(ben.rooms.getByRole('link', { name: 'Gardening' })).toHaveCount(0);
  await expect(ada.people.getByText('Ben')).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Join Gardening' }).click();
  await expect(ada.people.getByText('Ben')).toBeVisible();
  await ben.send('Tomatoes, plenty');
  await expect(ada.message('Tomatoes, plenty')).toBeVisible();
});

test('the address of a room that does not exist says so, and leads back', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.page.goto('/r/no-such-room');
  await expect(ada.page.getByText(/no room|doesn’t exist|no longer have access/i)).toBeVisible();
  await ada.rooms.getByRole('link', { name: 'general' }).click();
  await expect(ada.composer).toBeVisible();
});

test('a room is on its way from the moment the mouse is pressed on it', async ({ twoUsers: { ada }, bot, room }) => {
  await bot.say('general', 'Already here');
  await ada.openRoom('general');
  const received = new Promise<void>((resolve) => {
    ada.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => String(payload).includes('Already here') && resolve()),
    );
  });
  await ada.openRoom(room.slug);

  await ada.rooms.getByRole('link', { name: 'general' }).hover();
  await ada.page.mouse.down();
  await received;
  ada.network.freeze();
  await ada.page.mouse.up();
  await expect(ada.message('Already here')).toBeVisible();
  ada.network.restore();
});

test.describe('a room with a past', () => {
  test.use({ serverEnv: FAST_WRITERS });

  test('stays in view for who looks in, where its earlier messages do not come', async ({ arrive, bot, room }) => {
    await bot.fill(room.slug, 90);
    const ada = await arrive('Ada');
    await ada.page.goto(`/r/${room.slug}`);
    await expect(ada.message('Message 90')).toBeVisible();
    const earlier = ada.page.getByRole('button', { name: 'Show earlier messages' });
    await ada.page.route(/before=/, (route) => route.abort());
    await earlier.click();
    await expect(ada.page.getByText('The server didn’t answer.')).toBeVisible();
    await expect(ada.message('Message 90')).toBeVisible();
    await ada.page.unroute(/before=/);
    await earlier.click();
    await expect(ada.message(/Message 1(?!\d)/)).toHaveCount(1);
  });
});

test('the room that one comes back to is in view in a long list', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    for (let n = 1; n <= 40; n++)
      await fetch('/api/rooms', { method: 'POST', headers, body: JSON.stringify({ name: `Team ${n}` }) });
  });
  await ada.openRoom('team-40');
  const row = ada.rooms.getByRole('link', { name: 'Team 40' });
  await expect(row).toBeInViewport({ ratio: 1 });
  await expect(ada.rooms.getByRole('link', { name: 'general' })).not.toBeInViewport();
  await ada.page.keyboard.press('Control+k');
  await ada.page.keyboard.type('general');
  await ada.page.keyboard.press('Enter');
  await expect(ada.rooms.getByRole('link', { name: 'general' })).toBeInViewport({ ratio: 1 });
});
