import { expect, FAST_WRITERS, type Person, test } from '../fixtures/index.ts';

test.use({ serverEnv: FAST_WRITERS });

const goTo = (person: Person, name: string) => person.rooms.getByRole('link', { name }).click();

/** Joins general as well, and goes on in the room. */
async function joinBoth(person: Person, room: { name: string }): Promise<void> {
  await person.openRoom('general');
  await goTo(person, room.name);
  await expect(person.page.getByRole('log')).toHaveAccessibleName(`Messages in ${room.name}`);
}

test('of a room one has left nothing is seen or read aloud; coming back shows it again', async ({
  twoUsers: { ada },
  room,
}) => {
  await joinBoth(ada, room);
  await ada.send('In the reading room');
  await expect(ada.message('In the reading room')).toBeVisible();

  await goTo(ada, 'general');
  await expect(ada.page.getByRole('log')).toHaveAccessibleName('Messages in general');
  await expect(ada.page.getByText('In the reading room')).toBeHidden();
  await expect(ada.page.getByRole('article', { name: /^Ada at/ })).toHaveCount(0);

  await goTo(ada, room.name);
  await expect(ada.page.getByRole('log')).toHaveAccessibleName(`Messages in ${room.name}`);
  await expect(ada.message('In the reading room')).toBeInViewport();
});

test('what is said and changed in a room while one is in another is there when one comes back', async ({
  twoUsers: { ada, ben },
  room,
}) => {
  await joinBoth(ada, room);
  await ben.send('First word');
  await expect(ada.message('First word')).toBeVisible();
  await goTo(ada, 'general');

  await ben.act('First word', 'Edit');
  await ben.page.getByRole('textbox', { name: 'Edit message' }).fill('Second thought');
  await ben.page.keyboard.press('Enter');
  await ben.send('News for Ada');
  await expect(ada.rooms.getByRole('link', { name: room.name })).toHaveAccessibleName(/1 unread/);

  await goTo(ada, room.name);
  await expect(ada.message('Second thought')).toBeVisible();
  await expect(ada.message('News for Ada')).toBeInViewport();
  await expect(ada.log.getByRole('heading', { name: /^New 1/ })).toBeInViewport();
  // The line is drawn for one visit.
  await goTo(ada, 'general');
  await goTo(ada, room.name);
  await expect(ada.message('News for Ada')).toBeInViewport();
  await expect(ada.log.getByRole('heading', { name: /^New/ })).toHaveCount(0);
});

test('whoever comes back is at the newest message, wherever they left off and as large as the window is', async ({
  arrive,
  bot,
  room,
}) => {
  await bot.fill(room.slug, 60);
  const ada = await arrive('Ada', { path: `/r/${room.slug}` });
  await joinBoth(ada, room);
  await expect(ada.message('Message 60')).toBeInViewport();
  await ada.log.hover();
  await expect(async () => {
    await ada.page.mouse.wheel(0, -900);
    await expect(ada.message('Message 60')).not.toBeInViewport({ timeout: 1 });
  }).toPass({ intervals: [50] });
  await goTo(ada, 'general');
  await goTo(ada, room.name);
  await expect(ada.message('Message 60')).toBeInViewport();

  await goTo(ada, 'general');
  await ada.page.setViewportSize({ width: 900, height: 420 });
  await goTo(ada, room.name);
  await expect(ada.message('Message 60')).toBeInViewport({ ratio: 1 });
});

test('what is open over a message closes as one goes to another room', async ({ twoUsers: { ada }, room }) => {
  await joinBoth(ada, room);
  await ada.send('Worth a smile');
  await expect(ada.message('Worth a smile')).toBeVisible();
  const picker = ada.page.getByRole('dialog', { name: 'Choose an emoji' });
  await ada.act('Worth a smile', 'React');
  await expect(picker).toBeVisible();

  await ada.page.goBack();
  await expect(ada.page).toHaveURL(/\/r\/general$/);
  await expect(picker).toBeHidden();
  await ada.page.goForward();
  await expect(ada.message('Worth a smile')).toBeVisible();
  await expect(picker).toBeHidden();

  await ada.act('Worth a smile', 'Delete');
  await expect(ada.page.getByRole('dialog', { name: /delete/i })).toBeVisible();
  await ada.page.goBack();
  await expect(ada.page).toHaveURL(/\/r\/general$/);
  await expect(ada.page.getByRole('dialog')).toBeHidden();
  await expect(ada.composer).toBeEditable();
});
