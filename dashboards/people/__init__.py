"""Behind the view of people: a child followed, an allocation explained, a household's ties."""
