import { expect, test } from '../fixtures/index.ts';

test.use({ serverEnv: { PRESENCE_GRACE_MS: '200' } });

test('one sees who is here: people come and go in the list without a reload', async ({ twoUsers, arrive, room }) => {
  const { ada, ben } = twoUsers;
  const online = ada.people.getByRole('listitem').filter({ hasText: ', online' });
  await expect(online).toHaveCount(2);

  const cleo = await arrive('Cleo', { path: `/r/${room.slug}` });
  await expect(online).toHaveCount(3);
  await expect(online.filter({ hasText: 'Cleo' })).toBeVisible();

  await cleo.context.close();
  await expect(online).toHaveCount(2);
  await expect(ben.people.getByRole('listitem').filter({ hasText: 'Cleo, offline' })).toBeVisible();
});

test('one sees who is typing, and no longer once the message is there', async ({ twoUsers: { ada, ben } }) => {
  await ada.composer.pressSequentially('I was thinking');
  await expect(ben.page.getByText('Ada is typing')).toBeVisible();
  await expect(ada.page.getByText('is typing')).toBeHidden();

  await ada.composer.press('Enter');
  await expect(ben.message('I was thinking')).toBeVisible();
  await expect(ben.page.getByText('Ada is typing')).toBeHidden();
});

test('a status that one chooses is what the others see', async ({ twoUsers: { ada, ben } }) => {
  await ada.chooseSetting('Do not disturb');
  await expect(ben.people.getByRole('listitem').filter({ hasText: 'Ada, do not disturb' })).toBeVisible();
});

test('two tabs of a person are one person, who stays while one of them is open', async ({ twoUsers: { ada, ben } }) => {
  const firstTab = await ada.newTab();
  const adaAtBens = ben.people.getByRole('listitem').filter({ hasText: 'Ada' });
  await ada.send('From the second tab');
  await expect(firstTab.getByRole('log').getByText('From the second tab')).toBeVisible();
  await expect(adaAtBens).toHaveCount(1);

  await firstTab.close();
  await ada.send('From the one that is left');
  await expect(ben.message('From the one that is left')).toBeVisible();
  await expect(adaAtBens).toHaveCount(1);
  await expect(adaAtBens).toContainText('online');
});

test('a status is that of the person, in all their tabs', async ({ twoUsers: { ada, ben } }) => {
  const adaAtBens = ben.people.getByRole('listitem').filter({ hasText: 'Ada' });
  const selfIn = (page: typeof ada.page) => page.getByRole('complementary', { name: 'Your rooms' });
  const first = await ada.newTab();
  await ada.chooseSetting('Do not disturb');
  await expect(selfIn(first)).toContainText('Do not disturb');
  await expect(adaAtBens).toContainText('do not disturb');
  await ada.chooseSetting('Online');
  await expect(selfIn(first)).toContainText('Online');
  await expect(adaAtBens).toContainText('online');
});

test.describe('within the time in which a reload shows nothing to others', () => {
  test.use({ serverEnv: {} });

  test('whoever reloads is seen as they see themselves', async ({ twoUsers: { ada, ben } }) => {
    const adaAtBens = ben.people.getByRole('listitem').filter({ hasText: 'Ada' });
    const self = ada.page.getByRole('complementary', { name: 'Your rooms' });
    await ada.chooseSetting('Do not disturb');
    await expect(adaAtBens).toContainText('do not disturb');
    await ada.page.reload();
    await expect(self).toContainText('Do not disturb');
    await ada.chooseSetting('Online');
    await expect(adaAtBens).toContainText('online');

    await ada.chooseSetting('Do not disturb');
    await expect(adaAtBens).toContainText('do not disturb');
    // As in another browser, which knows of no choice.
    await ada.page.evaluate(() => localStorage.removeItem('confab.status'));
    await ada.page.reload();
    await expect(self).toContainText('Online');
    await expect(adaAtBens).toContainText('online');
  });
});
