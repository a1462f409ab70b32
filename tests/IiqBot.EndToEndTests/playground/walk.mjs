// The walk through a real Teams client. Usage: node walk.mjs <playground url> <browser> <folder for screenshots>
// Each step waits for what a person would see, and takes a picture. The first step that fails ends the walk with exit code 1.
import { chromium } from 'playwright-core';

const [url, executablePath, folder] = process.argv.slice(2);
const patience = 20_000;
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1500 } });

let number = 0;
async function step(name, act) {
  number += 1;
  const started = Date.now();
  try {
    const result = await act();
    await page.waitForTimeout(300); // let the client finish drawing before the picture is taken
    await page.screenshot({ path: `${folder}/${String(number).padStart(2, '0')}-${name.replaceAll(' ', '-')}.png` });
    console.log(`ok   ${name} (${Date.now() - started} ms)`);
    return result;
  } catch (error) {
    await page.screenshot({ path: `${folder}/failed-${name.replaceAll(' ', '-')}.png` });
    console.log(`FAIL ${name}: ${error.message}`);
    await browser.close();
    process.exit(1);
  }
}

// Text shows up two or three times in this client (chat list, bubble, log) and stays from earlier steps: a step must bring
// one more than there was before it acted.
const shown = text => page.getByText(text).filter({ visible: true });
async function until(what, holds) {
  for (const end = Date.now() + patience; !await holds(); await page.waitForTimeout(100)) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
  }
}
async function brings(text, act) {
  const before = await shown(text).count();
  await act();
  await until(`one more of ${text} than ${before}`, async () => await shown(text).count() > before);
}
const press = label => page.getByRole('button', { name: label, exact: true }).last().click({ timeout: patience });
// A picture of the newest card alone, for the README.
const picture = name => page.locator('.ac-adaptiveCard').last().screenshot({ path: `${folder}/card-${name}.png` });
async function say(text) {
  const editor = page.locator('[contenteditable="true"]').first();
  await editor.click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

await step('open', async () => {
  for (const end = Date.now() + 60_000; ;) {
    try { await page.goto(url); break; } catch (error) {
      if (Date.now() > end) throw error;
      await page.waitForTimeout(500);
    }
  }
  await shown('Hello, I am IiqBot').last().waitFor({ timeout: patience });
});
await step('help', () => brings('What I can do', () => say('help')));
await step('form', () => brings('What is wrong?', () => say('new projector')));
await step('file by the form', async () => {
  // This client does not search while one types, as Teams does; in a trial the form offers a plain list.
  await page.getByRole('combobox', { name: /^Issue/ }).last().click();
  await page.getByRole('option', { name: 'Projector › No picture' }).click();
  await page.getByLabel(/What is wrong/).last().fill('The lamp is on and the fan runs, but there is no picture. I tried both cables.');
  await picture('form');
  await brings(/Ticket #\S+ is filed/, () => press('File ticket'));
});
await step('file', () => brings(/Ticket #\S+ is filed/, () => say('new Projector in 204 shows no picture')));
await step('take', async () => { await brings(/took this ticket/, () => press('Take')); await picture('ticket'); });
await step('back from a form', async () => {
  const before = await shown('Note to the requester').count();
  await brings('Note to the requester', () => press('Resolve'));
  await brings('Assigned to', () => press('Back to the ticket'));
  await until('the form to be gone', async () => await shown('Note to the requester').count() === before);
});
await step('comment form', () => brings('Who may read it?', () => press('Comment')));
await step('comment', async () => {
  await page.getByLabel(/Your comment/).last().fill('I am on my way with a spare cable.');
  await brings(/added a comment/, () => press('Send comment'));
});
await step('resolve form', () => brings('Note to the requester', () => press('Resolve')));
await step('resolve', async () => {
  await page.getByLabel(/Note to the requester/).last().fill('Replaced the cable.');
  await brings(/resolved this ticket, with a note/, () => press('Resolve'));
});
await step('reopen', () => brings(/reopened this ticket/, () => press('Reopen')));
await step('search', async () => { await brings('Tickets with "projector"', () => say('search projector')); await picture('search'); });
await step('open from list', () => brings('Assigned to', () => press(/^Open( ticket .*)?$/)));
await step('requester', () => brings(/You are now: requester/, () => say('be requester')));
await step('my tickets', () => brings('My open tickets', () => say('my tickets')));
await step('not understood', () => brings("I'm not sure what you need", () => say('my projectr is broken')));
await browser.close();
