metadata description = 'Lets the bot\'s identity pull its image from a registry in this resource group.'

param registryName string

@description('The identity that may pull.')
param pullerPrincipalId string

// AcrPull: pulls images, and nothing else.
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, pullerPrincipalId, acrPull)
  scope: registry
  properties: {
    roleDefinitionId: acrPull
    principalId: pullerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output server string = registry.properties.loginServer
