using IiqBot.Sandbox.Districts;

namespace IiqBot.Sandbox.Generation;

/// <summary>Reads the issue table into types, categories and issues.</summary>
internal sealed class Issues(Dice dice, IReadOnlyList<Workflow> workflows)
{
    public List<IssueType> Types { get; } = [];

    public List<IssueCategory> Categories { get; } = [];

    public List<Issue> All { get; } = [];

    public Issues Make()
    {
        foreach (var line in IssueTable.Lines.Split('\n'))
        {
            var cells = line.Trim().Split('|');
            var product = cells[1] == "T" ? Product.Ticketing : Product.Facilities;
            var category = new IssueCategory(
                dice.Id(),
                cells[0],
                product,
                Type(cells[2], product),
                WorkflowOf(product, cells[3]),
                (Categories.Count + 1) * 10
            )
            {
                WizardId = dice.Id(),
                TeamNames = cells[3].TrimEnd('*').Split(','),
                GoesToTechnician = cells[3].EndsWith('*'),
            };
            Categories.Add(category);
            All.AddRange(cells[4].Split(';').Select((name, index) => new Issue(dice.Id(), name, category, (index + 1) * 10)));
        }

        return this;
    }

    private IssueType Type(string name, Product product)
    {
        var type = Types.Find(type => type.Name == name);
        if (type is null)
            Types.Add(type = new(dice.Id(), name, product.ProductId));
        return type;
    }

    private Workflow WorkflowOf(Product product, string team) =>
        product == Product.Facilities ? workflows[2] : workflows[team == "Device Repair" ? 1 : 0];
}
