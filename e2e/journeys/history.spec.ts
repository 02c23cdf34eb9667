import type { Locator, Page } from '@playwright/test';
import { expect, FAST_WRITERS, test } from '../fixtures/index.ts';
import { holdOlderPages } from './hold-older-pages.ts';
import { watchRow } from './watch-row.ts';

test.use({ serverEnv: FAST_WRITERS });

const MESSAGES = 700;

test('older messages come while one scrolls up, and the row under the eye stays where it is', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, MESSAGES);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await expect(ada.message(`Message ${MESSAGES}`)).toBeInViewport();

  const older = await holdOlderPages(ada.page);
  const beginning = ada.page.getByText('This is the beginning of');
  const moves: number[] = [];
  await ada.log.hover();
  for (;;) {
    await scrollUpUntil(ada.page, async () => older.waiting() || (await beginning.isVisible()));
    if (!older.waiting()) break;
    const row = await watchRow(ada.page);
    await older.release();
    moves.push(await row.largestMove());
  }
  expect(moves.length, 'pages that came').toBeGreaterThan(2);
  expect(Math.max(...moves), 'pixels that the row under the eye moved').toBeLessThanOrEqual(1);

  await scrollUpUntil(ada.page, () => isInViewport(beginning));
  await expect(ada.log.getByRole('article').first()).toContainText(/Message 1\D/);
});

test('somebody who reads old messages is not pulled away by new ones; a pill tells and leads there', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, 60);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await expect(ada.message('Message 60')).toBeInViewport();
  await ada.log.hover();
  await scrollUpUntil(ada.page, () => ada.page.getByRole('button', { name: 'Latest' }).isVisible());

  const row = await watchRow(ada.page);
  await bot.say(room.slug, 'Fresh news');
  const pill = ada.page.getByRole('button', { name: '1 new' });
  await expect(pill).toBeVisible();
  expect(await row.largestMove()).toBeLessThanOrEqual(1);

  await pill.click();
  await expect(ada.message('Fresh news')).toBeInViewport();
  await expect(pill).toBeHidden();
});

/** Turns the wheel until something happens. */
async function scrollUpUntil(page: Page, happened: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    await page.mouse.wheel(0, -900);
    expect(await happened()).toBe(true);
  }).toPass({ intervals: [50], timeout: 20_000 });
}

function isInViewport(locator: Locator): Promise<boolean> {
  return expect(locator)
    .toBeInViewport({ timeout: 1 })
    .then(
      () => true,
      () => false,
    );
}
