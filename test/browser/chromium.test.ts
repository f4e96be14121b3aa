import { expect, test } from 'vitest'
import { launch } from './chromium.ts'

test('the browser from npm opens pages for several visitors, and outlives each of them', async () => {
  const browser = await launch()
  try {
    for (const name of ['Ann', 'Bob']) {
      const visitor = await browser.newContext({ locale: 'en-US' })
      const page = await visitor.newPage()
      await page.setContent('<p id="place"></p>')
      await page.evaluate(text => document.querySelector('#place')?.append(text), name)
      expect(await page.textContent('#place')).toBe(name)
      await visitor.close()
    }
  } finally {
    await browser.close()
  }
})
