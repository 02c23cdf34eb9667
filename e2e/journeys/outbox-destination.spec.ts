import { expect, type Person, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';

test.beforeEach(async ({ twoUsers: { ada, ben }, room }) => {
  // Members of both rooms, as links in the list are what leads on without a line.
  for (const person of [ada, ben]) {
    await person.openRoom('general');
    await goTo(person, room.name);
  }
});

test('what is written offline goes to the room it was written in, wherever one has gone since', async ({
  twoUsers: { ada, ben },
  network,
  room,
}) => {
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('for the readers 1');
  await ada.composer.fill('half a thought for the readers');
  await goTo(ada, 'general');
  await expect(ada.composer).toHaveValue('');
  await ada.send('for everybody 1');
  await goTo(ada, room.name);
  await expect(ada.composer).toHaveValue('half a thought for the readers');
  await ada.composer.press('Enter');
  // Leaves in the very moment: Enter and the switch come in one task.
  await goTo(ada, 'general');
  await ada.send('for everybody 2');

  network.restore();
  await backOnline(ada.page);
  await expect(ben.message('half a thought')).toBeVisible();
  for (const person of [ada, ben]) {
    await goTo(person, room.name);
    await expectExactly(person, ['for the readers 1', 'half a thought for the readers']);
    await goTo(person, 'general');
    await expectExactly(person, ['for everybody 1', 'for everybody 2']);
  }
});

test('what a closed tab left for one room goes there from a tab that is in another', async ({
  twoUsers: { ada, ben },
  network,
  room,
}) => {
  const first = await ada.newTab();
  await goTo(ada, 'general');
  const inGeneral = ada.page;
  network.cut();
  ada.page = first;
  await expect(ada.banner).toContainText('Reconnecting.');
  await ada.send('for the readers');
  await first.close();
  ada.page = inGeneral;
  await expect(ada.banner).toContainText('1 message waits here');

  network.restore();
  await backOnline(inGeneral);
  await expect(ben.message('for the readers')).toHaveCount(1);
  await expect(ada.message('for the readers')).toHaveCount(0);
  await goTo(ada, room.name);
  await expectExactly(ada, ['for the readers']);
});

async function goTo(person: Person, room: string): Promise<void> {
  await person.rooms.getByRole('link', { name: room }).click();
  await expect(person.page.getByRole('textbox', { name: `Message ${room}` }).or(combobox(person, room))).toBeVisible();
}

function combobox(person: Person, room: string) {
  return person.page.getByRole('combobox', { name: `Message ${room}` });
}

async function expectExactly(person: Person, texts: string[]): Promise<void> {
  await expect(person.log.getByRole('article')).toContainText(texts);
  await expect(person.log.getByRole('article')).toHaveCount(texts.length);
}
