package traffic

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// BillZone is where ENS's metering begins a day: DescribeEpnMeasurementData
// shows the cycle of 2019-07-30 from 2019-07-29T16:00:00Z.
var BillZone = time.FixedZone("+08:00", 8*3600)

// epoch is the layout of seconds since 1970, or of thousandths of them and less.
const epoch = "epoch"

// layouts are the ways to write a time, as package time has them. Where a text
// fits several as well, the first one is meant.
var layouts = sync.OnceValue(func() []string {
	list := []string{epoch}
	for _, date := range []string{
		"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日",
		"2.1.2006", "2-1-2006", "1/2/2006", "2/1/2006", "2 Jan 2006", "Jan 2, 2006",
	} {
		for _, joint := range []string{"T", " ", ", "} {
			for _, clock := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM"} {
				for _, zone := range []string{"Z07:00", "", "Z0700", "Z07", " Z07:00", " Z0700", " Z07", " UTC"} {
					list = append(list, date+joint+clock+zone)
				}
			}
		}
	}
	return list
})

// parseTime reads a time of the years 2000 to 2099 in a layout, in milliseconds
// since 1970. Of a span, as PRTG writes it, it is the beginning; 24:00 is the
// end of a day; a time without an offset is of the zone.
func parseTime(layout, text string, zone *time.Location) (at int64, ok bool) {
	const since, before = 946_684_800_000, 4_102_444_800_000
	if len(text) < 8 || layout == "" || text[0] > '9' && layout[0] != 'J' {
		return 0, false
	}
	if layout == epoch {
		v, err := strconv.ParseFloat(text, 64)
		for v *= 1000; err == nil && v >= before && v < 1e19; v /= 1000 { // it is of less than seconds
		}
		return int64(v), err == nil && v >= since && v < before
	}
	if strings.HasSuffix(layout, "UTC") {
		zone = time.UTC
	}
	text, _, _ = strings.Cut(text, " - ")
	t, err := time.ParseInLocation(layout, text, zone)
	if err != nil && strings.Contains(text, "24:00") {
		t, err = time.ParseInLocation(layout, strings.Replace(text, "24:00", "00:00", 1), zone)
		t = t.AddDate(0, 0, 1)
	}
	at = t.UnixMilli()
	return at, err == nil && at >= since && at < before
}

// resolveClock gives the first time after the last one that clocks show as they
// show a time: where they are set back, they show an hour twice.
func resolveClock(at, last int64, zone *time.Location) int64 {
	const hour = int64(time.Hour / time.Millisecond)
	for _, other := range []int64{at - hour, at, at + hour} {
		if zone != BillZone && other > last && time.UnixMilli(other).In(zone).Hour() == time.UnixMilli(at).In(zone).Hour() {
			return other
		}
	}
	return at
}
