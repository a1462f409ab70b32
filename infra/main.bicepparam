using 'main.bicep'

// A made-up district: copy this file beside itself and fill in your own.
param image = 'maplewood.azurecr.io/iiqbot:0.1.0'
param registryName = 'maplewood'
param emailDomains = ['maplewood.example']
param incidentIqBaseUrl = 'https://maplewood.incidentiq.com'
param incidentIqSiteId = '11111111-2222-3333-4444-555555555555'

// Secrets never stand in a file: they come from the environment, for the first deployment only.
param incidentIqApiToken = readEnvironmentVariable('INCIDENT_IQ_API_TOKEN', '')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD', '')
