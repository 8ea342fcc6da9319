import { defineConfig } from '@playwright/test'

/** Journeys in Chromium against a real node. One after the other: they share a kiosk, a gate and two cores. */
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: { trace: 'retain-on-failure' }
})
