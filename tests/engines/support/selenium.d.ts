// What Selenium has and its published types leave out.
declare module "selenium-webdriver/http/util.js" {
  /** Until the WebDriver server answers; fails after `timeout` ms, or once `cancelled` is settled. */
  export function waitForServer(url: string, timeout: number, cancelled?: Promise<unknown>): Promise<unknown>;
}
