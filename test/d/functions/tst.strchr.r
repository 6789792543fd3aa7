bcbd bd
1 1
[/app.js]

