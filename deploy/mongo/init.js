// Runs beside the first member, which lets in who comes from its own machine while there is no user yet. Safe to run again.
const { readFileSync } = require('fs')
const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim()
const members = ['mongo1:27017', 'mongo2:27017', 'mongo3:27017'].map((host, _id) => ({ _id, host }))

const open = () => new Mongo('mongodb://127.0.0.1:27017/?directConnection=true').getDB('admin')
const admin = open()
const signIn = () => {
  try {
    return admin.auth('root', secret('mongo_root_password')).ok === 1
  } catch {
    return false
  }
}

if (!signIn()) {
  try {
    admin.runCommand({ replSetInitiate: { _id: 'rs0', members } })
  } catch (error) {
    print(String(error))
  }
  for (let turn = 0; !admin.hello().isWritablePrimary; turn++) {
    if (turn > 60) quit(1)
    sleep(1000)
  }
  admin.createUser({ user: 'root', pwd: secret('mongo_root_password'), roles: ['root'] })
  signIn()
}
const city = new Mongo(
  `mongodb://root:${encodeURIComponent(secret('mongo_root_password'))}@mongo1,mongo2,mongo3/?replicaSet=rs0&authSource=admin`
).getDB('suishoupai')
const user = {
  pwd: secret('mongo_password'),
  roles: [
    { role: 'readWrite', db: 'suishoupai' },
    { role: 'dbAdmin', db: 'suishoupai' }
  ]
}
if (city.getUser('suishoupai')) city.updateUser('suishoupai', user)
else city.createUser({ user: 'suishoupai', ...user })
print('the replica set and its user are there')
