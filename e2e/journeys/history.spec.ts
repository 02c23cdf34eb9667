import type { Page } from '@playwright/test';
import { expect, FAST_WRITERS, test } from '../fixtures/index.ts';
import { holdOlderPages } from './hold-older-pages.ts';
import { watchRow } from './watch-row.ts';

test.use({ serverEnv: FAST_WRITERS });

const MESSAGES = 330;

test('older messages come while one scrolls up, and the row under the eye stays where it is', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, MESSAGES);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await expect(ada.message(`Message ${MESSAGES}`)).toBeInViewport();

  const pages = await holdOlderPages(ada.page);
  const beginning = ada.page.getByText('This is the beginning of');
  await ada.log.hover();
  while (!(await beginning.isVisible())) {
    await scrollUpUntil(ada.page, () => pages.waiting() || beginning.isVisible());
    if (!pages.waiting()) break;
    const row = await watchRow(ada.page);
    await pages.release();
    expect(await row.largestMove(), 'pixels that the row under the eye moved').toBeLessThanOrEqual(1);
  }
  await expect(ada.message('Message 1\n').or(ada.log.getByRole('article').first())).toContainText('Message 1');
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
  await ada.page.mouse.wheel(0, -1500);
  await expect(ada.page.getByRole('button', { name: 'Latest' })).toBeVisible();

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
async function scrollUpUntil(page: Page, happened: () => boolean | Promise<boolean>): Promise<void> {
  await expect(async () => {
    await page.mouse.wheel(0, -900);
    expect(await happened()).toBe(true);
  }).toPass({ intervals: [50], timeout: 20_000 });
}
