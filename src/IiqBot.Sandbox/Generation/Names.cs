namespace IiqBot.Sandbox.Generation;

/// <summary>Words that made-up people and places are named from.</summary>
internal static class Names
{
    public static readonly IReadOnlyList<string> First =
    [
        "Alma", "Andre", "Anita", "Arthur", "Beatriz", "Ben", "Bianca", "Calvin", "Carla", "Cedric", "Chloé", "Clara", "Damon", "Dana",
        "Delia", "Dominic", "Edith", "Elena", "Elliot", "Esther", "Felix", "Fiona", "Gavin", "Gloria", "Hannah", "Hector", "Ida", "Imani",
        "Irene", "Isaac", "Jamal", "Jasmine", "Joel", "Josefina", "Julian", "Kara", "Keiko", "Kevin", "Lamar", "Leah", "Leon", "Lucía",
        "Malik", "Marta", "Miles", "Mina", "Nadia", "Nathan", "Nora", "Oscar", "Pablo", "Paula", "Priya", "Quentin", "Rosa", "Ruben",
        "Samir", "Sofia", "Tariq", "Tessa", "Theo", "Uma", "Victor", "Vivian", "Wanda", "Wesley", "Ximena", "Yusuf", "Zelda", "Zoë",
    ];

    public static readonly IReadOnlyList<string> Last =
    [
        "Abbott", "Acosta", "Adeyemi", "Alvarez", "Archer", "Bailey", "Barnes", "Bauer", "Bishop", "Blackwell", "Brennan", "Cardenas",
        "Castillo", "Chen", "Coleman", "Cruz", "Dalton", "Diaz", "Donovan", "Duarte", "Ellison", "Farrell", "Fischer", "Fleming", "Fuentes",
        "Garner", "Gibbs", "Goodwin", "Grant", "Haddad", "Hale", "Harper", "Hayashi", "Hendricks", "Hoang", "Ibarra", "Ingram", "Jensen",
        "Kaplan", "Keller", "Khan", "Kowalski", "Lambert", "Lang", "Le Blanc", "Lindqvist", "Lopez-Reyes", "Mahoney", "Mercer", "Mensah",
        "Nakamura", "Nguyen", "Núñez", "O'Brien", "O'Neill", "Okafor", "Ortega", "Owens", "Park", "Patel", "Pereira", "Price", "Quinn",
        "Ramos", "Reyes", "Rossi", "Sandoval", "Schaefer", "Singh", "Soto", "Sutton", "Tanaka", "Tran", "Underwood", "Vargas", "Walsh",
        "Webb", "Whitaker", "Yang", "Zimmer",
    ];

    /// <summary>Names that schools are given.</summary>
    public static readonly IReadOnlyList<string> Places =
    [
        "Alder Creek", "Apple Valley", "Ash Grove", "Aspen Ridge", "Bayberry", "Bear Hollow", "Beechwood", "Birch Lane", "Blue Spruce",
        "Briarwood", "Brookside", "Cedar Hill", "Cherry Glen", "Chestnut", "Clover Field", "Copper Canyon", "Cottonwood", "Cypress Point",
        "Dogwood", "Eagle Rock", "Elm Street", "Fairview", "Fern Hill", "Forest Park", "Fox Run", "Garden City", "Glenwood", "Granite Bay",
        "Green Meadow", "Harbor View", "Hawthorn", "Hazel Dell", "Heritage", "Hickory", "High Plains", "Holly Springs", "Hidden Valley",
        "Ironwood", "Juniper", "Kingfisher", "Lakeshore", "Larkspur", "Laurel", "Liberty", "Linden", "Lone Pine", "Magnolia", "Meadowlark",
        "Mill Pond", "Mulberry", "North Fork", "Oak Knoll", "Orchard", "Otter Creek", "Pine Bluff", "Poplar", "Prairie Star", "Quail Run",
        "Red Maple", "River Bend", "Rosewood", "Sagebrush", "Silver Lake", "Stone Bridge", "Sunset Hills", "Sycamore", "Tamarack",
        "Timberline", "Valley View", "Walnut", "West Branch", "Wildflower", "Willow", "Windmill", "Woodland", "Yarrow",
    ];
}
