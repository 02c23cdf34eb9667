import { expect, test } from '../fixtures/index.ts';

test('two people choose a name each and talk: what one writes, the other reads, in one order', async ({ twoUsers }) => {
  const { ada, ben } = twoUsers;

  await ada.send('Morning, is the kettle on?');
  await expect(ben.message('Morning, is the kettle on?')).toBeVisible();
  await ben.send('It is. Two minutes.');
  await expect(ada.message('It is. Two minutes.')).toBeVisible();
  await ada.send('On my way');

  for (const person of [ada, ben]) {
    await expect(person.message('On my way')).toBeVisible();
    await expect(person.log.getByRole('article')).toContainText([/kettle/, /Two minutes/, /On my way/]);
  }
});

test('a message says who wrote it and when, to the second', async ({ twoUsers: { ada, ben } }) => {
  await ada.send('Written by Ada');

  const message = ben.message('Written by Ada');
  await expect(message).toContainText('Ada');
  await expect(message.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
});

test('Shift+Enter breaks the line, Enter sends', async ({ twoUsers: { ada, ben } }) => {
  await ada.composer.click();
  await ada.page.keyboard.type('first line');
  await ada.page.keyboard.press('Shift+Enter');
  await ada.page.keyboard.type('second line');
  await expect(ada.composer).toHaveValue('first line\nsecond line');
  await ada.page.keyboard.press('Enter');

  await expect(ben.message('first line')).toContainText('second line');
});

test('the browser remembers who one is: a reload asks for no name', async ({ twoUsers: { ada, ben } }) => {
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await ada.send('Still me');
  await expect(ben.message('Still me')).toContainText('Ada');
});
