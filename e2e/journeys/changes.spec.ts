import { Bot, expect, test } from '../fixtures/index.ts';

test('an edit is seen by the other at once, and marked', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('The meeting is at nien');
  await expect(ben.message('at nien')).toBeVisible();

  await ada.act('at nien', 'Edit');
  const field = ada.page.getByRole('textbox', { name: 'Edit message' });
  await field.fill('The meeting is at nine');
  await field.press('Enter');

  await expect(ben.message('at nine')).toContainText('edited');
  await expect(ben.message('at nien')).toHaveCount(0);
  await ben.page.reload();
  await expect(ben.message('at nine')).toContainText('edited');
});

test('an edit that is saved late, and a deletion, leave alone what is being edited by then', async ({
  twoUsers: { ada, ben },
}) => {
  for (const text of ['one', 'two', 'three']) await ada.send(text);
  const field = ada.page.getByRole('textbox', { name: 'Edit message' });
  await ada.act('one', 'Edit');
  await field.fill('one, changed');
  ada.network.freeze();
  await field.press('Enter');
  await field.press('Escape');
  await ada.act('two', 'Edit');
  await field.fill('two, half a th');
  ada.network.restore();
  await expect(ben.message('one, changed')).toBeVisible();
  await expect(ada.message('one, changed')).toBeVisible();
  await ada.act('three', 'Delete');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(ada.message('Message deleted')).toBeVisible();
  await expect(field).toHaveValue('two, half a th');
});

test('what one is answering reads as it does by now', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('Tea at five');
  await ben.act('Tea at five', 'Reply');
  const answering = ben.page.getByText('Replying to Ada');
  await expect(answering).toContainText('Tea at five');
  await ada.act('Tea at five', 'Edit');
  await ada.page.keyboard.type('ish');
  await ada.page.keyboard.press('Enter');
  await expect(answering).toContainText('Tea at fiveish');
  await ada.act('Tea at fiveish', 'Delete');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(answering).toContainText('Message deleted');
});

test('a message that comes to stand under the resting pointer can be acted on', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('First');
  // Once it is sent its row is another element, and one that goes has no place.
  await expect(ada.message('First')).toHaveAttribute('data-seq');
  const { x, y, height } = (await ada.message('First').boundingBox()) ?? { x: 0, y: 0, height: 0 };
  await ada.page.mouse.move(x + 300, y + height / 2);
  await ada.send('Second');
  await expect(ben.message('Second')).toBeVisible();
  await ada.page.mouse.move(x + 310, y + height / 2);
  await expect(ada.message('Second').getByRole('toolbar')).toBeVisible();
});

test('↑ in the empty composer edits the last message of one’s own', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('mine');
  await ben.send('his');
  await expect(ada.message('his')).toBeVisible();

  await ada.composer.press('ArrowUp');
  await expect(ada.page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('mine');
  await ada.page.keyboard.press('Escape');
  await expect(ada.composer).toBeFocused();
});

test('a deleted message leaves its place and nothing of its text', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('I take this back');
  await expect(ben.message('I take this back')).toBeVisible();

  await ada.act('I take this back', 'Delete');
  const dialog = ada.page.getByRole('dialog', { name: 'Delete this message?' });
  await expect(dialog).toContainText('I take this back');
  await dialog.getByRole('button', { name: 'Delete' }).click();

  for (const person of [ada, ben]) {
    await expect(person.message('Message deleted')).toBeVisible();
    await expect(person.page.getByText('I take this back')).toHaveCount(0);
  }
});

test('a reaction counts for everybody and can be taken back', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('Cake in the kitchen');
  await ben.act('Cake in the kitchen', 'React');
  const picker = ben.page.getByRole('dialog', { name: 'Choose an emoji' });
  await picker.getByRole('textbox', { name: 'Search emoji' }).fill('heart');
  await picker.getByRole('textbox', { name: 'Search emoji' }).press('Enter');

  const atAdas = ada.message('Cake in the kitchen').getByRole('group', { name: 'Reactions' });
  const first = atAdas.getByRole('button').first();
  await expect(first).toHaveAccessibleName(/: 1$/);
  await first.click();
  await expect(first).toHaveAccessibleName(/: 2, including you/);
  await first.click();
  await expect(first).toHaveAccessibleName(/: 1$/);
});

test('any emoji can be found and reacted with, and is offered first from then on', async ({
  twoUsers: { ada, ben },
}) => {
  await ada.send('Lunch?');
  await ben.act('Lunch?', 'React');
  const picker = ben.page.getByRole('dialog', { name: 'Choose an emoji' });
  const search = picker.getByRole('textbox', { name: 'Search emoji' });
  await search.fill('nothing of the kind');
  await expect(picker.getByRole('status')).toContainText('Nothing matches');
  await search.fill('piz');
  await picker.getByRole('list', { name: 'Found' }).getByRole('button', { name: 'pizza', exact: true }).click();
  await expect(ada.message('Lunch?').getByRole('button', { name: '🍕: 1' })).toBeVisible();

  await ben.page.getByRole('button', { name: 'Emoji', exact: true }).click();
  const often = picker.getByRole('list', { name: 'Often used' }).getByRole('button');
  await expect(often.first()).toHaveAccessibleName('pizza');
  // Over the last row of a group, which may be short, into the next one and back; what is typed then is searched for.
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowUp'])
    await ben.page.keyboard.press(key);
  await expect(often.nth(9)).toBeFocused();
  await ben.page.keyboard.type('flag jap');
  await ben.page.keyboard.press('Enter');
  await expect(ben.composer).toHaveValue('🇯🇵');
});

test('one’s own reaction is marked also behind more people than a message names', async ({
  server,
  room,
  twoUsers: { ada },
}) => {
  await ada.send('Who comes along?');
  const bots = await Promise.all(Array.from({ length: 20 }, (_, i) => Bot.signIn(server, `Guest ${i}`)));
  await Promise.all(bots.map((bot) => bot.react(room.slug, '👍')));
  const thumbs = ada.message('Who comes along?').getByRole('group', { name: 'Reactions' }).getByRole('button').first();
  await expect(thumbs).toHaveAccessibleName(/: 20$/);
  await thumbs.click();
  await expect(thumbs).toHaveAccessibleName(/: 21, including you/);
  await ada.page.reload();
  await expect(thumbs).toHaveAccessibleName(/: 21, including you/);
  await thumbs.click();
  await expect(thumbs).toHaveAccessibleName(/: 20$/);
  await Promise.all(bots.map((bot) => bot.close()));
});
