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

async function open({ page }: Person) {
  const field = page.getByRole('combobox', { name: 'Find rooms and messages' });
  if (!(await field.isVisible())) await page.keyboard.press('Control+k');
  return field;
}

function hits({ page }: Person) {
  return page.getByRole('option').filter({ has: page.getByRole('time') });
}
