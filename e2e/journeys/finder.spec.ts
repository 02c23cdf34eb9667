import { type Bot, expect, FAST_WRITERS, type Person, test } from '../fixtures/index.ts';

test.use({ serverEnv: FAST_WRITERS });

const WANTED = 'The kingfisher nests by the weir';

test('a message found in another room is shown and marked, as often as one asks for it', async ({
  arrive,
  bot,
  room,
}) => {
  await prepare(bot, room.slug);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await ada.openRoom('general');

  await find(ada, 'kingfisher');
  await expect(ada.page).toHaveURL(new RegExp(`/r/${room.slug}$`));
  await expectShown(ada);

  await ada.page.getByRole('button', { name: /latest/i }).click();
  await expect(ada.message('Later 120')).toBeInViewport();
  await expect(ada.message(WANTED)).not.toBeInViewport();
  await find(ada, 'kingfisher');
  await expectShown(ada);
});

test('a message found once does not draw its room back to it', async ({ arrive, bot, room }) => {
  await prepare(bot, room.slug);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await ada.openRoom('general');
  await find(ada, 'kingfisher');
  await expectShown(ada);

  await ada.rooms.getByRole('link', { name: /general/ }).click();
  await expect(ada.page).toHaveURL(/\/r\/general$/);
  await ada.rooms.getByRole('link', { name: new RegExp(room.name) }).click();
  await expect(ada.message('Later 120')).toBeInViewport();
  await expect(ada.message(WANTED)).not.toBeInViewport();
});

/** The message to be found, far above the room's end. */
async function prepare(bot: Bot, room: string): Promise<void> {
  await bot.fill(room, 60, 'Earlier');
  await bot.say(room, WANTED);
  await bot.fill(room, 120, 'Later');
}

async function find(person: Person, word: string): Promise<void> {
  await person.page.keyboard.press('Control+k');
  const finder = person.page.getByRole('combobox', { name: 'Find rooms and messages' });
  await finder.fill(word);
  await expect(person.page.getByRole('option', { name: new RegExp(WANTED) })).toHaveAttribute('aria-selected', 'true');
  await finder.press('Enter');
}

async function expectShown(person: Person): Promise<void> {
  await expect(person.message(WANTED)).toHaveClass(/\bshown\b/);
  await expect(person.message(WANTED)).toBeInViewport();
}
