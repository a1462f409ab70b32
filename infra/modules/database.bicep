metadata description = 'The PostgreSQL server that keeps what the bot has promised, whichever replica promised it.'

param location string
param tags { *: string }
param serverName string

@description('How large the server is; each replica of the bot needs up to 25 of its connections.')
param sku string

@description('The password of the bot\'s login; empty leaves it as it is.')
@secure()
param password string

var login = 'iiqbot'
var databaseName = 'iiqbot'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: serverName
  location: location
  tags: tags
  sku: { name: sku, tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: login
    administratorLoginPassword: empty(password) ? null : password
    authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' }
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: { publicNetworkAccess: 'Enabled' }
  }

  resource database 'databases' = {
    name: databaseName
  }

  // 0.0.0.0 stands for "from within Azure"; the container app has no address of its own outside a private network.
  resource fromAzure 'firewallRules' = {
    name: 'from-azure'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

@description('How to reach it, without the password.')
output address string = 'Host=${server.properties.fullyQualifiedDomainName};Database=${databaseName};Username=${login};SSL Mode=VerifyFull;Maximum Pool Size=12'
