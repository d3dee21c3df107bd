//! Names common in English-speaking countries.

pub(super) const GIVEN: &str = "\
James, Mary, John, Emma, Michael, Olivia, David, Sarah, Robert, Jennifer, William, Elizabeth, \
Thomas, Jessica, Daniel, Emily, Matthew, Laura, Andrew, Hannah, Christopher, Rachel, Joseph, \
Katherine, Benjamin, Rebecca, Samuel, Amanda, Joshua, Nicole, Ryan, Megan, Nathan, Charlotte, \
Alexander, Grace, Jonathan, Sophie, Kevin, Lauren, Brian, Victoria, Steven, Samantha, Mark, \
Ashley, Paul, Natalie, Jason, Stephanie, George, Chloe, Timothy, Melissa, Patrick, Michelle, \
Adam, Lucy, Peter, Amy, Luke, Julia, Aaron, Alice, Simon, Kimberly, Eric, Heather, Scott, Claire, \
Sean, Danielle, Stephen, Abigail, Jack, Anna, Oliver, Lisa, Henry, Karen, Edward, Angela, \
Charles, Christine, Dylan, Allison, Gregory, Holly, Harry, Erin, Justin, Vanessa, Tyler, Diana, \
Kyle, Jane, Ian, Molly, Richard, Caroline, Anthony, Eleanor, Evan, Brooke, Owen, Georgia, Liam, \
Madison, Noah, Zoe, Ethan, Isabella, Jacob, Mia, Logan, Ava, Mason, Ella, Lucas, Lily, Caleb, \
Ruby, Connor, Phoebe, Jordan, Harriet, Cameron, Imogen, Adrian, Naomi, Marcus, Tara, Philip, \
Audrey, Martin, Paige, Keith, Leah, Craig, Bethany, Derek, Jasmine, Neil, Kayla, Stuart, Alexis, \
Graham, Sydney, Gareth, Faith, Declan, Maeve, Brendan, Aoife, Niall, Siobhán, Ciarán, Sinéad, \
Rory, Niamh, Callum, Isla, Fraser, Fiona, Ewan, Catriona, Rhys, Bronwen, Trevor, Miriam, Dominic, \
Ivy, Vincent, Hazel, Wesley, Penelope, Spencer, Daphne, Julian, Beatrice, Theodore, Josephine, \
Felix, Matilda, Jasper, Rosalind, Gideon, Cordelia, Tobias, Winifred, Barnaby, Ottilie";

pub(super) const FAMILY: &str = "\
Smith, Johnson, Williams, Brown, Jones, Davis, Miller, Wilson, Taylor, Anderson, Thomas, Moore, \
Martin, Jackson, Thompson, White, Harris, Clark, Lewis, Robinson, Walker, Young, Allen, King, \
Wright, Scott, Green, Baker, Adams, Hill, Nelson, Campbell, Mitchell, Roberts, Carter, Phillips, \
Evans, Turner, Parker, Collins, Edwards, Stewart, Morris, Murphy, Cook, Rogers, Morgan, Cooper, \
Peterson, Reed, Bailey, Bell, Kelly, Howard, Ward, Cox, Richardson, Wood, Watson, Brooks, \
Bennett, Gray, James, Hughes, Price, Myers, Long, Foster, Sanders, Ross, Powell, Sullivan, \
Russell, Jenkins, Perry, Butler, Barnes, Fisher, Henderson, Coleman, Simmons, Patterson, Jordan, \
Reynolds, Hamilton, Graham, Griffin, Wallace, Cole, West, Hayes, Chapman, Ellis, Gibson, \
Marshall, Owens, McDonald, Harrison, Woods, Kennedy, Wells, Henry, Freeman, Webb, Tucker, Burns, \
Crawford, Olson, Simpson, Porter, Hunter, Gordon, Shaw, Snyder, Mason, Dixon, Hunt, Hicks, \
Holmes, Palmer, Black, Robertson, Boyd, Rose, Stone, Warren, Fox, Mills, Rice, Schultz, Nichols, \
Lawrence, Knight, Ferguson, Stephens, Hawkins, Dunn, Perkins, Hudson, Spencer, Gardner, Payne, \
Pierce, Berry, Matthews, Arnold, Willis, Ray, Watkins, Carroll, Duncan, Hart, Cunningham, \
Bradley, Lane, Andrews, Harper, Fowler, O'Brien, O'Connor, O'Neill, O'Sullivan, Fitzgerald, \
Byrne, Gallagher, Doherty, Kavanagh, Quinn, MacLeod, MacKenzie, MacGregor, Sinclair, Drummond, \
Buchanan, Lindsay, Armstrong, Carpenter, Weaver, Fletcher, Sawyer, Thatcher, Chandler, Bishop, \
Abbott, Barrett, Bates, Beck, Becker, Benson, Blackburn, Blake, Bowen, Bowman, Bradford, Brady, \
Briggs, Bryant, Burgess, Burke, Burton, Caldwell, Carlson, Carr, Casey, Chambers, Clarke, Clayton, \
Conway, Craig, Cross, Curtis, Dalton, Dawson, Day, Dean, Dennis, Doyle, Drake, Elliott, Farrell, \
Fields, Finch, Fleming, Flynn, Forbes, Franklin, French, Frost, Garrett, Gill, Glover, Goodwin, \
Grant, Graves, Greer, Hale, Hammond, Hampton, Hardy, Harmon, Hatfield, Haynes, Heath, Hobbs, \
Hodges, Holland, Holloway, Hopkins, Horton, Houghton, Howell, Hubbard, Ingram, Jarvis, Jennings, \
Joyce, Keller, Kemp, Kerr, Kirby, Lambert, Larson, Lloyd, Lowe, Lyons, Mann, Marsh, Maxwell, \
McCarthy, McCormack, McGrath, McKay, Mead, Mercer, Middleton, Moran, Nash, Newman, Newton, \
Nicholson, Norris, Norton, Page, Pearce, Pearson, Pope, Potter, Pratt, Preston, Ramsey, Randall, \
Rhodes, Riley, Robbins, Rowe, Ryan, Saunders, Sharp, Sheldon, Skinner, Sparks, Steele, Stevenson, \
Summers, Sutton, Swanson, Thornton, Todd, Townsend, Tyler, Vaughan, Wade, Walsh, Walters, \
Wheeler, Whitaker, Whitfield, Wilcox, Winters, Wolfe, Woodward, Wyatt, Yates, York, Ashdown, \
Barraclough, Cholmondeley, Featherstone, Hollingsworth, Lightfoot, Pennington, Ravenscroft, \
Satterthwaite, Winterbottom";
