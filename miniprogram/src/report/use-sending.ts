import { useState } from 'react'
import { asRefused, type CallRefused } from '../api'
import { replacePageOrTab } from '../navigation'
import { someFailed } from '../photos-to-send'
import { storeReceipt } from '../receipts'
import { reportOf, submit, submitter } from '../submit-report'
import { storeLastReceipt } from './last-receipt'
import { drawnFrom, withSent, type useReportDraft } from './use-report-draft'

/** Sends the draft, and says what it is at and what stands in the way. */
export function useSending({
  latest,
  queue,
  finish
}: Pick<ReturnType<typeof useReportDraft>, 'latest' | 'queue' | 'finish'>) {
  const [busy, setBusy] = useState<'photos' | 'sending'>()
  const [stuck, setStuck] = useState(false)
  const [refused, setRefused] = useState<CallRefused>()

  /** Waits for the photos, then sends; photos that the server has swept away meanwhile go up once more by themselves. */
  const send = async (again = false): Promise<void> => {
    setBusy('photos')
    const sent = await queue.settled()
    const now = latest.current
    if (!now || sent.length === 0 || someFailed(sent)) {
      setStuck(someFailed(sent))
      return setBusy(undefined)
    }
    const whole = { ...now, photos: drawnFrom(sent) }
    const body = reportOf(whole)
    if (!body) return setBusy(undefined)
    setBusy('sending')
    try {
      const { receipt, earlier } = await submit(withSent(whole), body, await submitter())
      if (receipt.code) storeReceipt({ no: receipt.no, code: receipt.code, at: receipt.at, report: receipt.report })
      storeLastReceipt({ receipt, earlier })
      finish(whole)
      replacePageOrTab('receipt', 'mine')
    } catch (trouble) {
      const why = asRefused(trouble)
      setRefused(why)
      setBusy(undefined)
      if (why.code !== 'unknown_photo' || again) return
      // Nobody had claimed them for a day; the phone still has them.
      queue.resend()
      await send(true)
    }
  }
  return {
    busy,
    /** A photo did not arrive. */
    stuck,
    refused,
    send,
    /** Another press: what was said of the last one is over. */
    reset() {
      setRefused(undefined)
      setStuck(false)
    }
  }
}
