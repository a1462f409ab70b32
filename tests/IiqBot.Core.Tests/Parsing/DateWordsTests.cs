using System.Globalization;
using IiqBot.Core.Parsing.Dates;

namespace IiqBot.Core.Tests.Parsing;

/// <summary>How days are read. Today is Tuesday, the 1st of December 2026.</summary>
public sealed class DateWordsTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    public DateWordsTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData("today", "2026-12-01")]
    [InlineData("Today", "2026-12-01")]
    [InlineData("tonight", "2026-12-01")]
    [InlineData("eod", "2026-12-01")]
    [InlineData("tomorrow", "2026-12-02")]
    [InlineData("the day after tomorrow", "2026-12-03")]
    [InlineData("monday", "2026-12-07")]
    [InlineData("Mon", "2026-12-07")]
    [InlineData("tuesday", "2026-12-08")]
    [InlineData("this tuesday", "2026-12-01")]
    [InlineData("fri", "2026-12-04")]
    [InlineData("friday", "2026-12-04")]
    [InlineData("on Friday", "2026-12-04")]
    [InlineData("by friday", "2026-12-04")]
    [InlineData("this friday", "2026-12-04")]
    [InlineData("next friday", "2026-12-11")]
    [InlineData("friday next week", "2026-12-11")]
    [InlineData("next monday", "2026-12-07")]
    [InlineData("thurs", "2026-12-03")]
    [InlineData("in 3 days", "2026-12-04")]
    [InlineData("in three days", "2026-12-04")]
    [InlineData("3 days", "2026-12-04")]
    [InlineData("in a week", "2026-12-08")]
    [InlineData("1 week", "2026-12-08")]
    [InlineData("2 weeks", "2026-12-15")]
    [InlineData("in 2 weeks", "2026-12-15")]
    [InlineData("in a month", "2027-01-01")]
    [InlineData("end of week", "2026-12-04")]
    [InlineData("end of the week", "2026-12-04")]
    [InlineData("eow", "2026-12-04")]
    [InlineData("end of next week", "2026-12-11")]
    [InlineData("end of month", "2026-12-31")]
    [InlineData("eom", "2026-12-31")]
    [InlineData("end of next month", "2027-01-31")]
    [InlineData("1/15", "2027-01-15")]
    [InlineData("12/1", "2026-12-01")]
    [InlineData("12/5", "2026-12-05")]
    [InlineData("1/15/27", "2027-01-15")]
    [InlineData("1/15/2027", "2027-01-15")]
    [InlineData("15/1", "2027-01-15")]
    [InlineData("2/29", "2028-02-29")]
    [InlineData("2027-01-15", "2027-01-15")]
    [InlineData("2027/1/15", "2027-01-15")]
    [InlineData("Jan 15", "2027-01-15")]
    [InlineData("jan. 15", "2027-01-15")]
    [InlineData("January 15", "2027-01-15")]
    [InlineData("january 15th", "2027-01-15")]
    [InlineData("15 Jan", "2027-01-15")]
    [InlineData("15 January", "2027-01-15")]
    [InlineData("15th of January", "2027-01-15")]
    [InlineData("Jan 15 2027", "2027-01-15")]
    [InlineData("Jan 15, 2027", "2027-01-15")]
    [InlineData("15-Jan-2028", "2028-01-15")]
    [InlineData("friday jan 15", "2027-01-15")]
    [InlineData("31 Dec", "2026-12-31")]
    [InlineData("the 15th", "2026-12-15")]
    [InlineData("Dec 1", "2026-12-01")]
    [InlineData("hoy", "2026-12-01")]
    [InlineData("mañana", "2026-12-02")]
    [InlineData("pasado mañana", "2026-12-03")]
    [InlineData("lunes", "2026-12-07")]
    [InlineData("el viernes", "2026-12-04")]
    [InlineData("miércoles", "2026-12-02")]
    [InlineData("sábado", "2026-12-05")]
    [InlineData("el próximo viernes", "2026-12-11")]
    [InlineData("15 de enero", "2027-01-15")]
    [InlineData("15 de enero de 2028", "2028-01-15")]
    [InlineData("en 3 días", "2026-12-04")]
    [InlineData("dentro de dos semanas", "2026-12-15")]
    [InlineData("fin de mes", "2026-12-31")]
    public void A_day_ahead_is_read_as_people_say_it(string words, string day) => AssertDays(words, Leaning.Ahead, day, day);

    [Theory]
    [InlineData("1/15", "2026-01-15")]
    [InlineData("Jan 15", "2026-01-15")]
    [InlineData("12/5", "2025-12-05")]
    [InlineData("15 de enero", "2026-01-15")]
    [InlineData("yesterday", "2026-11-30")]
    [InlineData("ayer", "2026-11-30")]
    [InlineData("monday", "2026-11-30")]
    [InlineData("friday", "2026-11-27")]
    [InlineData("last friday", "2026-11-27")]
    [InlineData("3 days ago", "2026-11-28")]
    [InlineData("hace 2 semanas", "2026-11-17")]
    [InlineData("2/29", "2024-02-29")]
    public void A_past_day_is_the_last_such_day(string words, string day) => AssertDays(words, Leaning.Back, day, day);

    [Theory]
    [InlineData("this week", "2026-11-29", "2026-12-05")]
    [InlineData("lastweek", "2026-11-22", "2026-11-28")]
    [InlineData("last-week", "2026-11-22", "2026-11-28")]
    [InlineData("semana pasada", "2026-11-22", "2026-11-28")]
    [InlineData("next month", "2027-01-01", "2027-01-31")]
    [InlineData("last year", "2025-01-01", "2025-12-31")]
    [InlineData("last 7 days", "2026-11-24", "2026-12-01")]
    [InlineData("past 2 weeks", "2026-11-17", "2026-12-01")]
    [InlineData("últimos 7 días", "2026-11-24", "2026-12-01")]
    [InlineData("next 1 day", "2026-12-01", "2026-12-02")]
    [InlineData("2 weeks", "2026-11-17", "2026-12-01")]
    [InlineData("november", "2026-11-01", "2026-11-30")]
    [InlineData("March 2026", "2026-03-01", "2026-03-31")]
    [InlineData("2025", "2025-01-01", "2025-12-31")]
    public void Several_days_are_read_as_people_say_them(string words, string from, string to) => AssertDays(words, Leaning.Back, from, to);

    [Theory]
    [InlineData("friday 3pm", "2026-12-04", "15:00")]
    [InlineData("friday 3:30 pm", "2026-12-04", "15:30")]
    [InlineData("tomorrow at 15:00", "2026-12-02", "15:00")]
    [InlineData("tomorrow at 9", "2026-12-02", "09:00")]
    [InlineData("tomorrow at 3", "2026-12-02", "15:00")]
    [InlineData("1/15 at noon", "2027-01-15", "12:00")]
    [InlineData("12/5 12am", "2026-12-05", "00:00")]
    [InlineData("lunes a las 9", "2026-12-07", "09:00")]
    [InlineData("tonight", "2026-12-01", "23:59")]
    public void A_time_after_a_day_is_read(string words, string day, string at)
    {
        var days = DateWords.Read(words, Today, Leaning.Ahead);

        Assert.Equal((DateOnly.Parse(day, null), TimeOnly.Parse(at, null)), (days!.Value.To, days.Value.At));
    }

    [Theory]
    [InlineData("tommorow", "tomorrow")]
    [InlineData("tomorow", "tomorrow")]
    [InlineData("fryday", "friday")]
    [InlineData("wendesday", "wednesday")]
    [InlineData("wenesday", "wednesday")]
    [InlineData("januray 15", "january 15")]
    [InlineData("next freday", "next friday")]
    [InlineData("friday", null)]
    public void One_typo_is_corrected_and_reported(string words, string? corrected) =>
        Assert.Equal(corrected, DateWords.Read(words, Today, Leaning.Ahead)?.Corrected);

    [Theory]
    [InlineData("en-US", "4/3", "2027-04-03")]
    [InlineData("en-GB", "4/3", "2027-03-04")]
    [InlineData("es-MX", "4/3", "2027-03-04")]
    [InlineData("de-DE", "4.3.", "2027-03-04")]
    [InlineData("de-DE", "4. März", "2027-03-04")]
    [InlineData("ja-JP", "4/3", "2027-04-03")]
    public void The_order_of_day_and_month_follows_the_persons_culture(string culture, string words, string day)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        AssertDays(words, Leaning.Ahead, day, day);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("soon")]
    [InlineData("last")]
    [InlineData("this 7 days")]
    [InlineData("last 99999 days")]
    [InlineData("32/32/2026")]
    [InlineData("13/13")]
    [InlineData("2/30")]
    [InlineData("2026-02-29")]
    [InlineData("saturday jan 15")]
    [InlineData("monday tuesday")]
    [InlineData("friday 25:00")]
    [InlineData("3pm")]
    [InlineData("15")]
    [InlineData(".")]
    [InlineData("- -")]
    [InlineData("munday")]
    [InlineData("when the part comes")]
    public void Text_that_is_not_a_day_is_not_read(string words) => Assert.Null(DateWords.Read(words, Today, Leaning.Ahead));

    [Fact]
    public void The_last_month_that_a_calendar_has_is_read() => AssertDays("december 9999", Leaning.Back, "9999-12-01", "9999-12-31");

    [Theory]
    [InlineData("friday", true)]
    [InlineData("1/15", true)]
    [InlineData("in 3 days", true)]
    [InlineData("today", false)]
    [InlineData("last 7 days", false)]
    [InlineData("2027-01-15", false)]
    public void An_inexact_day_is_repeated_in_full(string words, bool says) =>
        Assert.Equal(says, DateWords.Read(words, Today, Leaning.Ahead)!.Value.NeedsSaying);

    private static void AssertDays(string words, Leaning leaning, string from, string to)
    {
        var days = DateWords.Read(words, Today, leaning);

        Assert.Equal((DateOnly.Parse(from, null), DateOnly.Parse(to, null)), (days?.From, days?.To));
    }
}
