export { countQueue, listQueue, tabsOf } from './model.ts'
export { queueRoutes } from './routes.ts'
