using IiqBot.Sandbox.Districts;
using IiqBot.Sandbox.Http;

namespace IiqBot.Sandbox.Shapes;

/// <summary>People in the forms that different routes give them.</summary>
internal static class PersonShape
{
    /// <summary>On a ticket, with the part they play there.</summary>
    public static object OnTicket(Person person, string relationship, District district) =>
        new
        {
            person.UserId,
            Relationship = relationship,
            person.Name,
            person.FirstName,
            person.LastName,
            person.Initials,
            person.Email,
            Username = person.Email,
            person.SchoolIdNumber,
            person.LocationId,
            LocationName = district.LocationsById[person.LocationId].Name,
            person.Role.RoleId,
            Role = RoleOf(person.Role),
            IsOnline = false,
            Phone = person.Phone ?? "", // an empty text where others leave it out
        };

    /// <summary>What some answers give for nobody.</summary>
    public static object Blank(string relationship) =>
        new
        {
            UserId = Guid.Empty,
            Relationship = relationship,
            Name = "",
            IsOnline = false,
        };

    /// <summary>As owner of an activity.</summary>
    public static object OnActivity(Person person) =>
        new
        {
            person.UserId,
            District.SiteId,
            person.Name,
            FullName = person.Name,
            person.Initials,
            person.FirstName,
            person.LastName,
            person.LocationId,
            person.Role.RoleId,
            IsOnline = false,
            IsEmailVerified = true,
        };

    /// <summary>The light form of lists.</summary>
    public static object Simple(Person person, District district) =>
        new
        {
            person.UserId,
            District.SiteId,
            person.Name,
            FullName = person.Name,
            person.Initials,
            person.FirstName,
            person.LastName,
            person.Email,
            Username = person.Email,
            person.SchoolIdNumber,
            person.Grade,
            person.LocationId,
            LocationName = district.LocationsById[person.LocationId].Name,
            person.Role.RoleId,
            RoleName = person.Role.Name,
            IsOnline = false,
        };

    public static object Full(Person person, District district) =>
        new
        {
            person.UserId,
            IsDeleted = false,
            District.SiteId,
            CreatedDate = new SiteTime(person.Created),
            ModifiedDate = new SiteTime(person.Created),
            person.LocationId,
            LocationName = district.LocationsById[person.LocationId].Name,
            Location = PlaceShape.Brief(district.LocationsById[person.LocationId]),
            IsActive = person.IsActive && person.Role != Role.NoAccess,
            IsOnline = false,
            person.Name,
            FullName = person.Name,
            person.FirstName,
            person.LastName,
            person.Initials,
            person.Email,
            Username = person.Email,
            person.Phone,
            person.SchoolIdNumber,
            person.Grade,
            person.Role.RoleId,
            Role = RoleOf(person.Role),
            IsEmailVerified = true,
            person.Role.Portal,
        };

    public static object RoleOf(Role role) =>
        new
        {
            role.RoleId,
            role.Name,
            role.Portal,
            Visibility = 1,
            CategoryId = Guid.Empty,
            Users = 0,
            Scope = "Global",
        };
}
