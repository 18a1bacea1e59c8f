/** What is asked after some categories: a few choices that tell whose matter it is. */
import type { Category, Office, Question } from '../../city/types.ts'

const asks: Record<string, Question[]> = {
  'wushui-zhipai': [
    {
      id: 'source',
      text: '污水像是从哪里来的？',
      choices: [
        { id: 'outfall', text: '雨水排口' },
        { id: 'site', text: '工地' },
        { id: 'factory', text: '工厂企业' },
        { id: 'unknown', text: '看不出来' }
      ]
    }
  ],
  jinggai: [
    {
      id: 'cover',
      text: '井盖上写的是什么字？',
      choices: [
        { id: 'drain', text: '雨水、污水' },
        { id: 'water', text: '供水' },
        { id: 'power', text: '电力' },
        { id: 'telecom', text: '通信' },
        { id: 'unknown', text: '看不清' }
      ]
    }
  ]
}

/** A complaint about officers says whom it is about, so that it is kept from them. */
const unit = (offices: readonly Office[]): Question => ({
  id: 'unit',
  text: '反映的是哪个单位？',
  choices: [...offices.map((o) => ({ id: o.id, text: o.short })), { id: 'not-sure', text: '说不准' }]
})
export const aboutOfficers = 'duiwu-zuofeng'

export const withQuestions = (categories: readonly Category[], offices: readonly Office[]): Category[] =>
  categories.map((c) => {
    if (c.code === aboutOfficers)
      return { ...c, questions: [unit(offices.filter((o) => o.kind !== 'owner'))], aboutOfficers: true }
    const questions = asks[c.code]
    return questions ? { ...c, questions } : c
  })
