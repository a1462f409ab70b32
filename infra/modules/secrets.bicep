metadata description = 'The vault of the bot\'s secrets: access by role only, nothing lost by accident, every reading logged.'

param location string
param tags { *: string }
param vaultName string

@description('The identity that may read secrets.')
param readerPrincipalId string

@description('The workspace that takes the audit log.')
param logsId string

@description('Written to the vault unless it is empty.')
@secure()
param incidentIqApiToken string

@description('How to reach the database, with its password. Written to the vault unless it is empty.')
@secure()
param databaseConnection string

@description('The name of the database\'s secret in the vault.')
param databaseConnectionName string = 'database-connection'

@description('The name of the token in the vault.')
param apiTokenName string = 'incident-iq-api-token'

// Key Vault Secrets User: reads the values of secrets, and nothing else.
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-874b-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    // Container Apps reads from outside any network of the district's, so the door is the role, not the address.
    publicNetworkAccess: 'Enabled'
  }

  resource apiToken 'secrets' = if (!empty(incidentIqApiToken)) {
    name: apiTokenName
    properties: {
      value: incidentIqApiToken
      contentType: 'Incident IQ API token'
    }
  }

  resource connection 'secrets' = if (!empty(databaseConnection)) {
    name: databaseConnectionName
    properties: {
      value: databaseConnection
      contentType: 'PostgreSQL connection string'
    }
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerPrincipalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output vaultName string = vault.name

@description('Without a version: a new token in the vault is taken up by itself.')
output apiTokenUrl string = '${vault.properties.vaultUri}secrets/${apiTokenName}'

@description('Without a version, likewise.')
output databaseConnectionUrl string = '${vault.properties.vaultUri}secrets/${databaseConnectionName}'
