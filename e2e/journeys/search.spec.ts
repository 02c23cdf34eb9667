import { expect, type Person, test } from '../fixtures/index.ts';

test('what was said is found as one types, with filters, by keyboard alone; what was deleted is not', async ({
  arrive,
  room,
}) => {
  const path = `/r/${room.slug}`;
  const [ada, bo] = [await arrive('Ada', { path }), await arrive('Bo', { path })];
  await ada.send('The brewery opens at noon');
  await bo.send('No brewery without barley');
  await ada.send('Brewery plans are <b>secret</b>');
  await expect(bo.message('secret')).toBeVisible();

  const field = await open(bo);
  await bo.page.getByRole('button', { name: 'from: person' }).click();
  await expect(bo.page.getByRole('dialog').getByRole('status')).toHaveText('Go on writing, such as from:ada.');
  await field.fill('b');
  await expect(bo.page.getByText(/Go on writing|No message matches/)).toHaveCount(0);
  await field.fill('brew');
  await expect(hits(bo)).toHaveText([/Ada.*Brewery plans/s, /Bo.*No brewery/s, /Ada.*The brewery/s]);
  await expect(hits(bo).first().locator('mark')).toHaveText('Brew');
  await expect(hits(bo).first()).toContainText('<b>secret</b>');

  await field.fill('brewery from:ada -secret');
  await expect(hits(bo)).toHaveText([/Ada.*The brewery/s]);
  await field.press('Enter');
  await expect(bo.message('The brewery opens')).toHaveClass(/\bshown\b/);

  await ada.act('secret', 'Delete');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(bo.message('secret')).toHaveCount(0);
  await (await open(bo)).fill('brewery in:nowhere');
  await expect(bo.page.getByRole('status').filter({ hasText: 'No message matches' })).toBeVisible();
  await (await open(bo)).fill('brewery plans');
  await expect(bo.page.getByRole('status').filter({ hasText: 'No message matches' })).toBeVisible();
  await expect(hits(bo)).toHaveCount(0);
});

test('a filter that is typed offers the people and rooms it can name; what is taken is written as the server reads it', async ({
  arrive,
  room,
}) => {
  const path = `/r/${room.slug}`;
  const [ada, ines] = [await arrive('Ada', { path }), await arrive('Ines Carvalho', { path })];
  await ines.send('The brewery opens at noon');
  await ada.send('No brewery without barley');
  await expect(ada.message('opens at noon')).toBeVisible();

  const field = await open(ada);
  const offered = ada.page.getByRole('listbox', { name: /^Messages (from|in)$/ }).getByRole('option');
  await field.pressSequentially('brewery from:');
  await expect(offered).toHaveText([/Ada/, /Ines Carvalho/, /Robin/]);
  await field.press('ArrowDown');
  await expect(offered.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await offered.nth(1).getAttribute('id')) ?? '');
  await field.press('Enter');
  await expect(field).toHaveValue('brewery from:"Ines Carvalho" ');
  await expect(hits(ada)).toHaveText([/Ines Carvalho.*opens at noon/s]);

  await field.pressSequentially('in:read');
  await expect(offered).toHaveText([/Reading room/]);
  await field.press('Tab');
  await expect(field).toHaveValue(`brewery from:"Ines Carvalho" in:${room.slug} `);
  await expect(hits(ada)).toHaveText([/opens at noon/]);

  await field.fill('from:a');
  await offered.getByText('Ada').click();
  await expect(field).toHaveValue('from:me ');
  await expect(hits(ada)).toHaveText([/Ada.*without barley/s]);

  await field.fill('from:i');
  await expect(offered).toHaveText([/Ines Carvalho/]);
  await field.press('Escape');
  await expect(offered).toHaveCount(0);
  await expect(field).toHaveValue('from:i');
  await field.press('Escape');
  await expect(field).toHaveCount(0);
});

async function open({ page }: Person) {
  const field = page.getByRole('combobox', { name: 'Find rooms and messages' });
  if (!(await field.isVisible())) await page.keyboard.press('Control+k');
  return field;
}

function hits({ page }: Person) {
  return page.getByRole('option').filter({ has: page.getByRole('time') });
}
