import { Bot, expect, test } from '../fixtures/index.ts';

// The vowels are Cyrillic.
const FALSE_ADA = '\u0410d\u0430';

test('whoever has a name that looks like somebody else’s is marked, beside what they say and among the people', async ({
  room,
  server,
  twoUsers: { ada, ben },
}) => {
  await ada.send('Here am I');
  const other = await Bot.signIn(server, FALSE_ADA);
  await other.say(room.slug, 'Send me the keys');

  await expect(ben.message('Send me the keys').getByText('Looks like Ada')).toBeVisible();
  await expect(ben.people.getByText('Looks like')).toHaveText('Looks like Ada');
  await expect(ben.message('Here am I')).not.toContainText('Looks like');
  await expect(ada.message('Send me the keys').getByText('Looks like Ada')).toBeVisible();
  await other.close();
});
