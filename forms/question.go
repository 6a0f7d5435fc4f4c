// Package forms is what is asked: the questions with their options, help,
// lessons and forms, and the answers with where each came from.
package forms

import (
	"strconv"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// Question is one of the four values an order needs.
type Question struct {
	words.Question
	Field   client.Field
	Options []Option // in the documentation's order; none where text is typed
	Limit   int      // code points that its field holds, to be told of what is too long
	unit    string   // after the value where it is shown
}

// Option is one choice.
type Option struct {
	words.Option
	Value string // the API's own
}

// Questions gives the questions in the order in which they are asked.
func Questions(w *words.Words) []Question {
	return []Question{nameQuestion(w), billingQuestion(w), networkingQuestion(w), bandwidthQuestion(w)}
}

// DefaultValue is the answer a field's question starts on: the first option, or
// nothing where text is typed.
func DefaultValue(f client.Field) string {
	switch f {
	case client.BillingMethod:
		return client.BillingMethods()[0]
	case client.NetworkingMode:
		return client.NetworkingModes()[0]
	case client.InstanceName, client.Bandwidth:
	}
	return ""
}

// FindOption gives the choice with an official value.
func (q Question) FindOption(value string) (Option, bool) {
	for _, o := range q.Options {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}

// DisplayValue gives an answer as a person reads it: a choice by its plain name, a
// bandwidth with its unit.
func (q Question) DisplayValue(value string) string {
	if o, ok := q.FindOption(value); ok {
		return o.Label
	}
	if value == "" {
		return ""
	}
	return client.Visible(value) + q.unit
}

// pairOptions pairs official values with their texts.
func pairOptions(values []string, texts map[string]words.Option) []Option {
	all := make([]Option, len(values))
	for i, v := range values {
		all[i] = Option{Value: v, Option: texts[v]}
	}
	return all
}

// ValueInOrder gives the question's value in an order.
func (q Question) ValueInOrder(o client.Order) string {
	switch q.Field {
	case client.InstanceName:
		return o.EPNInstanceName
	case client.BillingMethod:
		return o.InternetChargeType
	case client.NetworkingMode:
		return o.NetworkingModel
	case client.Bandwidth:
		return strconv.Itoa(o.InternetMaxBandwidthOut)
	}
	return ""
}

// OriginByHand is the origin of a field's answer that the user gives: typed or chosen.
func OriginByHand(f client.Field) OriginKind {
	if DefaultValue(f) != "" {
		return FromChoosing
	}
	return FromTyping
}
