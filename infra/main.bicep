metadata description = 'IiqBot for one school district: a container app, the bot that Teams knows, its identity, its database, and a vault for its secrets.'

targetScope = 'resourceGroup'

@description('The region of everything but the bot\'s registration, which is global.')
param location string = resourceGroup().location

@description('What the names of the resources begin with: lower-case letters and digits, a letter first.')
@minLength(3)
@maxLength(10)
param name string = 'iiqbot'

@description('The bot\'s image, by tag or digest, for example district.azurecr.io/iiqbot:0.1.0.')
param image string

@description('The Azure container registry that holds the image, in this resource group. Empty for an image that anybody may pull.')
param registryName string = ''

@description('The bot\'s name in Azure.')
@maxLength(42)
param displayName string = 'IiqBot'

@description('F0 is free; Teams is a standard channel, so its messages are not counted. S1 adds a service level agreement.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('The tenants whose people may talk to the bot. Everybody else is turned away.')
@minLength(1)
param teamsTenantIds string[] = [tenant().tenantId]

@description('The e-mail domains of the district\'s staff. Nobody with another address gets in; list subdomains on their own.')
@minLength(1)
param emailDomains string[]

@description('The address of the district\'s Incident IQ, for example https://district.incidentiq.com; no path.')
param incidentIqBaseUrl string

@description('The Incident IQ site\'s id, from Admin > Developer Tools.')
@minLength(36)
@maxLength(36)
param incidentIqSiteId string

@description('The Incident IQ token, from Admin > Developer Tools. Needed for the first deployment only; empty leaves the one in the vault as it is.')
@secure()
param incidentIqApiToken string = ''

@description('The password of the bot\'s own PostgreSQL server: make one up. Needed for the first deployment only; empty leaves it as it is.')
@secure()
param databasePassword string = ''

@description('The size of the PostgreSQL server. The smallest carries one replica, Standard_B2s carries ten.')
@allowed(['Standard_B1ms', 'Standard_B2s', 'Standard_B2ms'])
param databaseSku string = 'Standard_B1ms'

@description('How many replicas run, always. They share the work through the database; two survive the loss of one.')
@minValue(1)
@maxValue(10)
param replicas int = 1

@description('Further settings by the name of their environment variable, for example { IncidentIq__TimeZone: \'America/New_York\' }. No secrets: these can be read in the portal.')
param settings { *: string } = {}

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 90

@description('Tags for every resource.')
param tags { *: string } = {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logRetentionInDays
    features: { disableLocalAuth: true }
  }
}

module database 'modules/database.bicep' = {
  name: '${name}-database'
  params: {
    location: location
    tags: tags
    serverName: '${name}-${uniqueString(resourceGroup().id)}'
    sku: databaseSku
    password: databasePassword
  }
}

module secrets 'modules/secrets.bicep' = {
  name: '${name}-secrets'
  params: {
    location: location
    tags: tags
    vaultName: '${name}-${uniqueString(resourceGroup().id)}'
    readerPrincipalId: identity.properties.principalId
    logsId: logs.id
    incidentIqApiToken: incidentIqApiToken
    databaseConnection: empty(databasePassword) ? '' : '${database.outputs.address};Password="${replace(databasePassword, '"', '""')}"'
  }
}

module registry 'modules/registry.bicep' = if (!empty(registryName)) {
  name: '${name}-registry'
  params: {
    registryName: registryName
    pullerPrincipalId: identity.properties.principalId
  }
}

module hosting 'modules/hosting.bicep' = {
  name: '${name}-hosting'
  params: {
    location: location
    tags: tags
    name: name
    image: image
    registryServer: registry.?outputs.server ?? ''
    identityId: identity.id
    logsId: logs.id
    apiTokenUrl: secrets.outputs.apiTokenUrl
    databaseConnectionUrl: secrets.outputs.databaseConnectionUrl
    replicas: replicas
    settings: union(
      {
        Teams__AppId: identity.properties.clientId
        Teams__AppType: 'UserAssignedManagedIdentity'
        Teams__AppTenantId: identity.properties.tenantId
        IncidentIq__BaseUrl: incidentIqBaseUrl
        IncidentIq__SiteId: incidentIqSiteId
        Storage__Provider: 'PostgreSql'
      },
      toObject(range(0, length(teamsTenantIds)), i => 'Teams__TenantIds__${i}', i => teamsTenantIds[i]),
      toObject(range(0, length(emailDomains)), i => 'Bot__EmailDomains__${i}', i => emailDomains[i]),
      settings
    )
  }
}

module bot 'modules/bot.bicep' = {
  name: '${name}-bot'
  params: {
    tags: tags
    botName: '${name}-${uniqueString(resourceGroup().id)}'
    displayName: displayName
    sku: botSku
    hostName: hosting.outputs.hostName
    identityId: identity.id
    appId: identity.properties.clientId
    tenantId: identity.properties.tenantId
  }
}

@description('The bot\'s app id, for the Teams app package.')
output botAppId string = identity.properties.clientId

@description('The public DNS name of the bot, for the Teams app package.')
output hostName string = hosting.outputs.hostName

@description('The vault that holds the Incident IQ token.')
output vaultName string = secrets.outputs.vaultName
