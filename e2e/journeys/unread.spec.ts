import { expect, FAST_WRITERS, type Person, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';

/** Ben reads what Ada says and goes to another room. */
async function goAfterOldNews(ada: Person, ben: Person): Promise<void> {
  await ada.send('Old news');
  await expect(ben.message('Old news')).toBeVisible();
  await ben.openRoom('general');
}

test('a room one has left open elsewhere counts what is new and opens at the line above it', async ({
  twoUsers: { ada, ben },
  room,
}) => {
  await goAfterOldNews(ada, ben);

  await ada.send('News one');
  await ada.send('News two');
  const entry = ben.rooms.getByRole('link', { name: room.name });
  await expect(entry).toHaveAccessibleName(/2 unread/);

  await entry.click();
  const divider = ben.log.getByRole('heading', { name: /^New 2/ });
  await expect(divider).toBeInViewport();
  const order = await ben.log.innerText();
  expect(order.indexOf('Old news')).toBeLessThan(order.indexOf('News one'));
  expect(order.search(/New\s+2 since/)).toBeGreaterThan(order.indexOf('Old news'));
  expect(order.search(/New\s+2 since/)).toBeLessThan(order.indexOf('News one'));
  await expect(entry).not.toHaveAccessibleName(/unread/);
  // All of it is in view: there is nothing later to go to.
  await expect(ben.page.getByRole('button', { name: 'Latest' })).toHaveCount(0);
});

test('what comes while one is in the room is not counted as new after the line was lost', async ({
  twoUsers: { ada, ben },
  room,
}) => {
  await goAfterOldNews(ada, ben);
  await ada.send('News one');
  await ben.rooms.getByRole('link', { name: room.name }).click();
  const divider = ben.log.getByRole('heading', { name: /^New / });
  await expect(divider).toHaveAccessibleName(/^New 1/);
  await ada.send('News two');
  await expect(ben.message('News two')).toBeVisible();

  ben.network.cut();
  await expect(ben.banner).not.toBeEmpty();
  ben.network.restore();
  await backOnline(ben.page);
  await ada.send('News three');
  await expect(ben.message('News three')).toBeVisible();
  await expect(divider).toHaveAccessibleName(/^New 1/);
});

test.describe('more unread messages than are loaded at once', () => {
  test.use({ serverEnv: FAST_WRITERS });

  test('a room opens at the first of them, and they stay unread until one has come to the end', async ({
    twoUsers: { ada, ben },
    bot,
    room,
  }) => {
    await ada.send('Old news');
    await expect(ben.message('Old news')).toBeVisible();
    await ben.openRoom('general');
    await bot.fill(room.slug, 120);
    const entry = ben.rooms.getByRole('link', { name: room.name });
    await expect(entry).toHaveAccessibleName(/120 unread/);
    await entry.click();
    await expect(ben.log.getByRole('heading', { name: /^New 120/ })).toBeInViewport();
    await expect(ben.message('Old news')).toBeInViewport();
    await expect(entry).toHaveAccessibleName(/120 unread/);
    await ben.page.getByRole('button', { name: 'Latest' }).click();
    await expect(entry).not.toHaveAccessibleName(/unread/);
  });
});

test('a mention counts as one, in the list of rooms', async ({ twoUsers: { ada, ben }, room }) => {
  await ben.openRoom('general');

  await ada.send('Could @Ben have a look?');
  await expect(ben.rooms.getByRole('link', { name: room.name })).toHaveAccessibleName(/1 mention/);
});

test('what one has read in one tab is read in the other', async ({ twoUsers: { ada, ben }, room }) => {
  await ben.openRoom('general');
  const first = await ben.newTab();
  await ada.send('For both tabs');
  const unread = first.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: room.name });
  await expect(unread).toHaveAccessibleName(/1 unread/);

  await ben.rooms.getByRole('link', { name: room.name }).click();
  await expect(ben.message('For both tabs')).toBeVisible();
  await expect(unread).not.toHaveAccessibleName(/unread/);
});
