import { expect, test } from '../fixtures/index.ts';

test('a draft stays with its room and survives a reload', async ({ twoUsers: { ada }, room }) => {
  await ada.composer.fill('Half a thought');
  await ada.openRoom('general');
  await expect(ada.composer).toHaveValue('');
  await ada.composer.fill('Something for everybody');

  await ada.rooms.getByRole('link', { name: room.name }).click();
  await expect(ada.composer).toHaveValue('Half a thought');

  await ada.page.reload();
  await expect(ada.composer).toHaveValue('Half a thought');
  await ada.composer.press('Enter');
  await expect(ada.message('Half a thought')).toBeVisible();
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await expect(ada.composer).toHaveValue('');
});
