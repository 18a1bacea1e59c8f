/** For every test file of the phone: matchers of what is on the page, and a page that is empty again after each test. */
import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/preact'
import { afterEach } from 'vitest'

afterEach(cleanup)
