metadata description = 'The container app that runs the bot, and the environment around it.'

param location string
param tags { *: string }
param name string
param image string

@description('Where the image is pulled from with the identity; empty for a public image.')
param registryServer string

@description('The identity under which the bot runs, reads its secret and pulls its image.')
param identityId string

@description('The workspace that takes the logs.')
param logsId string

@description('Where the Incident IQ token is, in a vault that the identity may read.')
param apiTokenUrl string

@description('Where the way to the database is, in the same vault.')
param databaseConnectionUrl string

@description('How many replicas run, always.')
param replicas int

@description('The bot\'s settings, by the name of their environment variable.')
param settings { *: string }

var port = 8080
var apiToken = 'incident-iq-api-token'
var databaseConnection = 'database-connection'

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    // By a diagnostic setting, so that no key of the workspace is handed around.
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
  }
}

resource environmentLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      secrets: [
        { name: apiToken, keyVaultUrl: apiTokenUrl, identity: identityId }
        { name: databaseConnection, keyVaultUrl: databaseConnectionUrl, identity: identityId }
      ]
    }
    template: {
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            [
              { name: 'IncidentIq__ApiToken', secretRef: apiToken }
              { name: 'Storage__ConnectionString', secretRef: databaseConnection }
            ],
            map(items(settings), setting => { name: setting.key, value: setting.value })
          )
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 4
            }
            {
              // Not /health/ready, which asks Incident IQ: without a replica nobody could tell people that it is down.
              type: 'Readiness'
              httpGet: { path: '/health/live', port: port }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      // Never none: a sleeping bot answers too late for Teams.
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
}

output hostName string = app.properties.configuration.ingress.fqdn
