import { expect, test } from '../fixtures/index.ts';

test('a draft stays with its room and survives a reload', async ({ twoUsers: { ada }, room }) => {
  await ada.composer.fill('Half a thought');
  await ada.rooms.getByRole('link', { name: 'general' }).click();
  await expect(ada.page.getByRole('heading', { level: 1, name: 'general' })).toBeVisible();
  await expect(ada.composer).toHaveValue('');
  await ada.composer.fill('Something for everybody');

  await ada.rooms.getByRole('link', { name: room.name }).click();
  await expect(ada.composer).toHaveValue('Half a thought');

  await ada.page.reload();
  await expect(ada.composer).toHaveValue('Half a thought');
  await ada.composer.press('Enter');
  await expect(ada.message('Half a thought')).toBeVisible();
  await ada.page.reload();
  await expect(ada.log).toBeVisible();
  await expect(ada.composer).toHaveValue('');
});
