import { changeRole, listMembers } from '@confab/client';
import type { Page } from '@playwright/test';
import { type Bot, expect, FAST_WRITERS, test } from '../fixtures/index.ts';

const threadOf = (page: Page) => page.getByRole('complementary', { name: 'Thread' });
const replyField = (page: Page) => threadOf(page).getByLabel('Reply in thread');

async function reply(page: Page, text: string): Promise<void> {
  await replyField(page).fill(text);
  await replyField(page).press('Enter');
  await expect(replyField(page)).toHaveValue('');
}

test('two people talk in a thread: the room shows how many replies, the other is told, and reads them there', async ({
  twoUsers: { ada, ben },
  room,
}) => {
  await ada.send('Who brings the cake?');
  await ben.act('Who brings the cake?', 'Reply in thread');
  await expect(replyField(ben.page)).toBeFocused();
  // The button that opened it goes with the pointer.
  await ben.composer.hover();
  await ben.page.keyboard.press('Escape');
  await expect(threadOf(ben.page)).toHaveCount(0);
  await expect(ben.message('Who brings the cake?')).toBeFocused();
  await ben.act('Who brings the cake?', 'Reply in thread');
  await reply(ben.page, 'I will');
  await reply(ben.page, 'A plum one, @Ada');
  await expect(threadOf(ben.page).getByRole('article').filter({ hasText: 'A plum one' })).toBeVisible();
  await expect(ben.message('I will')).toHaveCount(0);

  // The draft of a reply is its own.
  await replyField(ben.page).fill('half a th');
  await expect(ben.composer).toHaveValue('');

  const threads = ada.rooms.getByRole('link', { name: /^Threads/ });
  await expect(threads).toHaveAccessibleName(/1 mention/);
  await expect(ada.rooms.getByRole('link', { name: room.name })).not.toHaveAccessibleName(/unread/);
  await expect(ada.message('Who brings the cake?').getByRole('button', { name: /2 replies.*2 new/ })).toBeVisible();

  await threads.click();
  await ada.page
    .getByRole('main')
    .getByRole('button', { name: /Who brings the cake/ })
    .click();
  await expect(threadOf(ada.page).getByRole('heading', { name: /^New 2/ })).toBeVisible();
  await expect(threads).toHaveAccessibleName('Threads');

  await reply(ada.page, 'Lovely');
  await expect(threadOf(ben.page).getByRole('article').filter({ hasText: 'Lovely' })).toBeVisible();
  // Escape goes back by one step: the thread stays.
  const lovely = threadOf(ada.page).getByRole('article').filter({ hasText: 'Lovely' });
  await lovely.hover();
  await lovely.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(threadOf(ada.page).getByText('Replying to Ada')).toBeVisible();
  await replyField(ada.page).press('Escape');
  await expect(threadOf(ada.page).getByText('Replying to Ada')).toHaveCount(0);
  await lovely.hover();
  await lovely.getByRole('button', { name: 'Delete' }).click();
  await expect(ada.page.getByRole('dialog')).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByRole('dialog')).toHaveCount(0);
  await threadOf(ada.page)
    .getByLabel(/Also show in/)
    .check();
  await reply(ada.page, 'Ben brings it');
  await expect(ben.message('Ben brings it').getByRole('button', { name: 'From a thread' })).toBeVisible();
  await expect(ben.message('Lovely')).toHaveCount(0);

  await threadOf(ben.page).getByRole('button', { name: 'Stop following this thread' }).click();
  await expect(threadOf(ben.page).getByRole('button', { name: 'Follow this thread' })).toBeVisible();
  await ben.page.getByRole('button', { name: 'Close thread' }).click();
  await expect(ben.people).toBeVisible();
});

test('↑ in the room edits what one said there last, not a reply that stands in a thread', async ({
  twoUsers: { ada },
}) => {
  await ada.send('Said in the room');
  await ada.act('Said in the room', 'Reply in thread');
  await reply(ada.page, 'Said in the thread');
  await expect(threadOf(ada.page).getByRole('article').filter({ hasText: 'Said in the thread' })).toBeVisible();
  await ada.composer.focus();
  await ada.page.keyboard.press('ArrowUp');
  await expect(ada.log.getByRole('textbox')).toHaveValue('Said in the room');
});

test('a pinned message is found again by everybody, until it is unpinned', async ({
  twoUsers: { ada, ben },
  bot,
  room,
}) => {
  // Guests pin where they have a say.
  const members = await listMembers(bot.client.api, room.slug);
  const adasId = members.find(({ user }) => user.name === 'Ada')?.user.id ?? '';
  await changeRole(bot.client.api, room.slug, adasId, 'moderator');
  await ada.send('The code of the door is 1 2 3 4');
  await ada.send('Something else');
  await ada.act('The code of the door', 'Pin');
  await expect(ben.message('The code of the door')).toContainText('pinned');

  await ben.page.getByRole('button', { name: '1 pinned message' }).click();
  const pins = ben.page.getByRole('complementary', { name: 'Pinned messages' });
  await expect(pins.getByRole('listitem')).toContainText(/The code of the door.*Pinned by Ada/);
  await expect(pins.getByRole('button', { name: 'Unpin' })).toHaveCount(0);
  await pins.getByRole('button', { name: 'Show in room' }).click();
  await expect(ben.message('The code of the door')).toHaveClass(/shown/);

  await ada.act('The code of the door', 'Unpin');
  await expect(pins).toContainText('Nothing is pinned');
  await expect(ben.message('The code of the door')).not.toContainText('pinned');
});

test.describe('a long thread', () => {
  test.use({ serverEnv: FAST_WRITERS });

  /** A root with 70 replies, more than are loaded at once. */
  async function fillThread(bot: Bot, room: string): Promise<void> {
    await bot.client.connect();
    const handle = bot.client.room(room);
    await handle.join();
    const { id: thread } = await handle.send('Who comes?');
    const replies = Array.from({ length: 70 }, (_, i) => (i === 2 ? 'Me and my xylophone' : `Me, number ${i + 1}`));
    await Promise.all(replies.map((text) => handle.send(text, { thread })));
  }

  test('opens at an old reply that was searched for', async ({ twoUsers: { ada }, bot, room }) => {
    await fillThread(bot, room.slug);
    await ada.page.keyboard.press('Control+k');
    await ada.page.getByRole('combobox', { name: 'Find rooms and messages' }).fill('xylophone');
    await ada.page.getByRole('option', { name: /my xylophone/ }).click();
    const found = threadOf(ada.page).getByRole('article').filter({ hasText: 'xylophone' });
    await expect(found).toHaveClass(/shown/);
    await expect(found).toBeInViewport();
  });

  test('says so where its older replies do not come', async ({ twoUsers: { ada }, bot, room }) => {
    await fillThread(bot, room.slug);
    await ada
      .message('Who comes?')
      .getByRole('button', { name: /70 replies/ })
      .click();
    await expect(threadOf(ada.page).getByText('Me, number 70')).toBeVisible();
    await ada.page.route('**/threads/**', (route) => route.abort());
    await threadOf(ada.page).getByRole('button', { name: 'Show 20 earlier' }).click();
    await expect(ada.page.getByText('The server didn’t answer.')).toBeVisible();
    await ada.page.unroute('**/threads/**');
    await threadOf(ada.page).getByRole('button', { name: 'Show 20 earlier' }).click();
    await expect(threadOf(ada.page).getByText('xylophone')).toBeVisible();
  });
});
