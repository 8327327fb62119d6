# scale.gp - six panels: rate, processor time and memory, over workers above, over images below.
set datafile separator "\t"
array NAME[10]; array COLOUR[10]
stats 'scale.names' using (i = int($0) + 1, NAME[i] = strcol(1), COLOUR[i] = int($2), 0) nooutput
curves = STATS_records

# The names stand in a line, each in its colour.
x = 0.006
do for [i = 1:curves] {
    set label 10 + i '{/:Bold '.NAME[i].'}' at screen x, screen from_top(0.47) textcolor rgb COLOUR[i]
    x = x + 0.028 + 0.0125 * strlen(NAME[i])
}

set logscale xy
set border 3 linewidth 0.6 linecolor rgb ghost
set xtics scale 0.4 offset 0, 0.3 textcolor rgb ink
set ytics scale 0.4 offset 0.4, 0 textcolor rgb mute
unset mxtics
unset mytics
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
set xtics ('1' 1, '10' 10, '100' 100, '1,000' 1e3, '10,000' 1e4, '100,000' 1e5)
set ytics ('0.1' 0.1, '0.2' 0.2, '0.5' 0.5, '1' 1, '2' 2, '5' 5, '10' 10, '20' 20, '50' 50, '100' 100, '200' 200, '500' 500, \
    '1,000' 1e3, '2,000' 2e3, '5,000' 5e3, '10,000' 1e4, '20,000' 2e4, '50,000' 5e4, '100,000' 1e5, '200,000' 2e5)

# Panel (row, column), each named above its upper left corner.
left(column) = 0.084 + 0.320 * column
title_at(row) = from_top(1.20 + 4.85 * row)
quantity = "'images a second' 'processor time an image, µs' 'memory, MiB'"
file = "scale.workers scale.images"
under_1 = sprintf('workers, with %d images', images)
under_2 = sprintf('images, with %d workers', workers)

set multiplot
do for [row = 0:1] {
    do for [column = 0:2] {
        set lmargin at screen left(column)
        set rmargin at screen left(column) + 0.230
        set tmargin at screen title_at(row) - 0.30 / height
        set bmargin at screen title_at(row) - 3.55 / height
        set xlabel small(row == 0 ? under_1 : under_2) offset 0, 0.6 textcolor rgb mute
        set label 30 small(word(quantity, column + 1)) at screen left(column) - 0.062, screen title_at(row) textcolor rgb mute
        set xrange [row == 0 ? 0.8 : 800 : row == 0 ? 1300 : 130000]
        set yrange [LOW[column + 1]:HIGH[column + 1]]
        y = column == 0 ? 2 : column + 4
        data = word(file, row + 1)
        plot for [i = 0:curves - 1] data index i using 1:y:7 with lines linewidth 1.1 linecolor rgb variable, \
            for [i = 0:curves - 1] data index i using 1:(column == 0 ? $3 : NaN):(0):($4 - $3):7 with vectors nohead \
                linewidth 1.8 linecolor rgb variable, \
            for [i = 0:curves - 1] data index i using 1:y:8:7 with points pointtype variable pointsize 0.5 linecolor rgb variable
        do for [i = 1:40] { unset label i }
    }
}
unset multiplot
unset output
