import type { Page, Route } from '@playwright/test';
import { expect, FAST_WRITERS, test } from '../fixtures/index.ts';

test.use({ serverEnv: FAST_WRITERS });

/** Parts of a thousand messages, `Part 1 1` to `Part 5 1000`: far beyond what a timeline holds at a time. */
const PARTS = 5;

test('a link to a message 5,000 back opens there, and history goes on both ways to the newest', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, 300, 'Earlier');
  const { id } = await bot.client.room(room.slug).send('The kingfisher nests by the weir');
  for (let part = 1; part <= PARTS; part += 1) await bot.fill(room.slug, 1_000, `Part ${part}`);
  const ada = await arrive('Ada', { path: `/r/${room.slug}/m/${id}` });
  const wanted = ada.message('The kingfisher nests');
  await expect(wanted).toHaveClass(/\bshown\b/);
  await expect(wanted).toBeInViewport();
  await expect(ada.message('Earlier 300')).toBeVisible();
  await expect(ada.message(/Part 1 1\D/)).toBeVisible();

  await ada.log.hover();
  await turnUntil(ada.page, -1_500, () => ada.page.getByText('This is the beginning of').isVisible());
  // Any of a hundred: one alone could be turned past.
  await turnUntil(ada.page, 1_500, () =>
    ada
      .message(/Part 1 4\d\d\D/)
      .first()
      .isVisible(),
  );
  await bot.say(room.slug, 'News from the end');
  await ada.page.getByRole('button', { name: /new|Latest/ }).click();
  await expect(ada.message('News from the end')).toBeInViewport();
});

test('a message found far back in one’s room is shown there; a link to none says so', async ({ arrive, bot, room }) => {
  await bot.say(room.slug, 'The kingfisher nests by the weir');
  for (let part = 1; part <= 3; part += 1) await bot.fill(room.slug, 1_000, `Part ${part}`);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await expect(ada.message('Part 3 1000')).toBeInViewport();
  await ada.page.keyboard.press('Control+k');
  const finder = ada.page.getByRole('combobox', { name: 'Find rooms and messages' });
  await finder.fill('kingfisher');
  await expect(ada.page.getByRole('option', { name: /The kingfisher nests/ })).toHaveAttribute('aria-selected', 'true');
  await finder.press('Enter');
  await expect(ada.message('The kingfisher nests')).toHaveClass(/\bshown\b/);
  await expect(ada.message('The kingfisher nests')).toBeInViewport();

  await ada.page.goto(new URL(`/r/${room.slug}/m/${crypto.randomUUID()}`, ada.page.url()).href);
  await expect(ada.page.getByText('There’s no such message here.')).toBeVisible();
});

test('a message that one no longer waits for does not take one to it when it comes by scrolling', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, 100, 'Earlier');
  await bot.say(room.slug, 'The kingfisher nests by the weir');
  await bot.fill(room.slug, 300, 'Later');
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await expect(ada.message('Later 300')).toBeInViewport();
  const asked = new Promise<Route>((resolve) => void ada.page.route(/\/messages\?.*around=/, resolve));
  await ada.page.keyboard.press('Control+k');
  const finder = ada.page.getByRole('combobox', { name: 'Find rooms and messages' });
  await finder.fill('kingfisher');
  await expect(ada.page.getByRole('option', { name: /The kingfisher nests/ })).toHaveAttribute('aria-selected', 'true');
  await finder.press('Enter');
  const held = await asked;
  await ada.send('Never mind');
  const answered = ada.page.waitForResponse((response) => response.request() === held.request());
  await held.continue();
  await (await answered).finished();

  await ada.log.hover();
  const wanted = ada.message('The kingfisher nests');
  await turnUntil(ada.page, -400, async () => (await wanted.count()) > 0);
  expect(await wanted.getAttribute('class')).not.toMatch(/\bshown\b/);
});

/** Turns the wheel until something is there. */
async function turnUntil(page: Page, pixels: number, happened: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    await page.mouse.wheel(0, pixels);
    expect(await happened()).toBe(true);
  }).toPass({ intervals: [30], timeout: 30_000 });
}
