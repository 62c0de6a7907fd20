//! The programs of `misuse`, put right as their messages advise: all of them compile.

#![allow(unused, missing_docs, clippy::pedantic, clippy::style, reason = "they are read, not run")]

#[path = "../misuse/ok/alias_of_an_unasked_field.rs"]
mod alias_of_an_unasked_field;
#[path = "../misuse/ok/another_nodes_id.rs"]
mod another_nodes_id;
#[path = "../misuse/ok/another_nodes_id_in_a_batch.rs"]
mod another_nodes_id_in_a_batch;
#[path = "../misuse/ok/another_nodes_id_in_a_generic_function.rs"]
mod another_nodes_id_in_a_generic_function;
#[path = "../misuse/ok/another_nodes_id_in_a_list.rs"]
mod another_nodes_id_in_a_list;
#[path = "../misuse/ok/another_nodes_id_of_a_parameter.rs"]
mod another_nodes_id_of_a_parameter;
#[path = "../misuse/ok/another_nodes_selection.rs"]
mod another_nodes_selection;
#[path = "../misuse/ok/another_nodes_selection_in_a_batch.rs"]
mod another_nodes_selection_in_a_batch;
#[path = "../misuse/ok/another_nodes_selection_of_a_list.rs"]
mod another_nodes_selection_of_a_list;
#[path = "../misuse/ok/app_token_for_a_user_call.rs"]
mod app_token_for_a_user_call;
#[path = "../misuse/ok/app_token_in_a_batch.rs"]
mod app_token_in_a_batch;
#[path = "../misuse/ok/argument_of_a_field_missing.rs"]
mod argument_of_a_field_missing;
#[path = "../misuse/ok/arguments_of_a_field_without_any.rs"]
mod arguments_of_a_field_without_any;
#[path = "../misuse/ok/arguments_of_another_field.rs"]
mod arguments_of_another_field;
#[path = "../misuse/ok/arguments_that_the_call_does_not_give.rs"]
mod arguments_that_the_call_does_not_give;
#[path = "../misuse/ok/array_as_a_batch.rs"]
mod array_as_a_batch;
#[path = "../misuse/ok/attribute_as_text.rs"]
mod attribute_as_text;
#[path = "../misuse/ok/attribute_twice.rs"]
mod attribute_twice;
#[path = "../misuse/ok/boolean_as_text.rs"]
mod boolean_as_text;
#[path = "../misuse/ok/broken_schema.rs"]
mod broken_schema;
#[path = "../misuse/ok/call_as_a_batch.rs"]
mod call_as_a_batch;
#[path = "../misuse/ok/call_that_is_awaited_without_a_client.rs"]
mod call_that_is_awaited_without_a_client;
#[path = "../misuse/ok/call_that_is_not_awaited.rs"]
mod call_that_is_not_awaited;
#[path = "../misuse/ok/call_that_is_not_sent.rs"]
mod call_that_is_not_sent;
#[path = "../misuse/ok/call_that_is_shown_but_not_awaited.rs"]
mod call_that_is_shown_but_not_awaited;
#[path = "../misuse/ok/caption_without_link.rs"]
mod caption_without_link;
#[path = "../misuse/ok/client_of_another_kind.rs"]
mod client_of_another_kind;
#[path = "../misuse/ok/connection_as_a_field.rs"]
mod connection_as_a_field;
#[path = "../misuse/ok/connection_as_a_list.rs"]
mod connection_as_a_list;
#[path = "../misuse/ok/connection_as_a_selection.rs"]
mod connection_as_a_selection;
#[path = "../misuse/ok/connection_of_another_node.rs"]
mod connection_of_another_node;
#[path = "../misuse/ok/connection_that_the_node_does_not_have.rs"]
mod connection_that_the_node_does_not_have;
#[path = "../misuse/ok/constant_that_is_set.rs"]
mod constant_that_is_set;
#[path = "../misuse/ok/content_of_another_tag.rs"]
mod content_of_another_tag;
#[path = "../misuse/ok/date_time_as_a_number.rs"]
mod date_time_as_a_number;
#[path = "../misuse/ok/date_time_as_text.rs"]
mod date_time_as_text;
#[path = "../misuse/ok/deprecated_field.rs"]
mod deprecated_field;
#[path = "../misuse/ok/deprecated_field_in_a_list_of_names.rs"]
mod deprecated_field_in_a_list_of_names;
#[path = "../misuse/ok/deprecated_field_of_a_nested_selection.rs"]
mod deprecated_field_of_a_nested_selection;
#[path = "../misuse/ok/deprecated_field_of_a_ready_struct.rs"]
mod deprecated_field_of_a_ready_struct;
#[path = "../misuse/ok/deprecated_field_under_another_name.rs"]
mod deprecated_field_under_another_name;
#[path = "../misuse/ok/deprecated_operation.rs"]
mod deprecated_operation;
#[path = "../misuse/ok/deprecated_operation_in_a_batch.rs"]
mod deprecated_operation_in_a_batch;
#[path = "../misuse/ok/derive_on_a_generic_struct.rs"]
mod derive_on_a_generic_struct;
#[path = "../misuse/ok/derive_on_a_tuple_struct.rs"]
mod derive_on_a_tuple_struct;
#[path = "../misuse/ok/derive_on_an_enum.rs"]
mod derive_on_an_enum;
#[path = "../misuse/ok/derive_with_a_lifetime.rs"]
mod derive_with_a_lifetime;
#[path = "../misuse/ok/description_without_link.rs"]
mod description_without_link;
#[path = "../misuse/ok/edit_by_setters.rs"]
mod edit_by_setters;
#[path = "../misuse/ok/edit_that_changes_nothing.rs"]
mod edit_that_changes_nothing;
#[path = "../misuse/ok/edit_that_changes_nothing_in_a_batch.rs"]
mod edit_that_changes_nothing_in_a_batch;
#[path = "../misuse/ok/element_of_another_kind.rs"]
mod element_of_another_kind;
#[path = "../misuse/ok/empty_list_without_a_type.rs"]
mod empty_list_without_a_type;
#[path = "../misuse/ok/event_time_as_text.rs"]
mod event_time_as_text;
#[path = "../misuse/ok/event_time_from_text.rs"]
mod event_time_from_text;
#[path = "../misuse/ok/event_time_without_an_offset.rs"]
mod event_time_without_an_offset;
#[path = "../misuse/ok/field_as_a_connection.rs"]
mod field_as_a_connection;
#[path = "../misuse/ok/field_not_selected.rs"]
mod field_not_selected;
#[path = "../misuse/ok/field_not_selected_of_a_nested_selection.rs"]
mod field_not_selected_of_a_nested_selection;
#[path = "../misuse/ok/field_not_selected_of_an_item.rs"]
mod field_not_selected_of_an_item;
#[path = "../misuse/ok/field_of_a_batch_not_selected.rs"]
mod field_of_a_batch_not_selected;
#[path = "../misuse/ok/field_of_a_call_that_is_not_awaited.rs"]
mod field_of_a_call_that_is_not_awaited;
#[path = "../misuse/ok/field_of_a_call_that_is_not_sent.rs"]
mod field_of_a_call_that_is_not_sent;
#[path = "../misuse/ok/field_of_a_required_struct_missing.rs"]
mod field_of_a_required_struct_missing;
#[path = "../misuse/ok/field_of_a_required_struct_unknown.rs"]
mod field_of_a_required_struct_unknown;
#[path = "../misuse/ok/field_of_another_node.rs"]
mod field_of_another_node;
#[path = "../misuse/ok/field_of_another_node_in_a_list_of_names.rs"]
mod field_of_another_node_in_a_list_of_names;
#[path = "../misuse/ok/field_renamed_for_serde.rs"]
mod field_renamed_for_serde;
#[path = "../misuse/ok/file_as_text.rs"]
mod file_as_text;
#[path = "../misuse/ok/file_of_a_schema_that_is_not_there.rs"]
mod file_of_a_schema_that_is_not_there;
#[path = "../misuse/ok/file_that_is_answered.rs"]
mod file_that_is_answered;
#[path = "../misuse/ok/gated_field_plain.rs"]
mod gated_field_plain;
#[path = "../misuse/ok/gated_field_plain_in_a_nested_selection.rs"]
mod gated_field_plain_in_a_nested_selection;
#[path = "../misuse/ok/gated_object_plain.rs"]
mod gated_object_plain;
#[path = "../misuse/ok/greeting_for_oneself.rs"]
mod greeting_for_oneself;
#[path = "../misuse/ok/half_an_id_missing.rs"]
mod half_an_id_missing;
#[path = "../misuse/ok/half_ids_swapped.rs"]
mod half_ids_swapped;
#[path = "../misuse/ok/installed_of_friends.rs"]
mod installed_of_friends;
#[path = "../misuse/ok/installed_without_an_app_token.rs"]
mod installed_without_an_app_token;
#[path = "../misuse/ok/limit_as_text.rs"]
mod limit_as_text;
#[path = "../misuse/ok/limit_on_a_plain_field.rs"]
mod limit_on_a_plain_field;
#[path = "../misuse/ok/limit_on_an_object.rs"]
mod limit_on_an_object;
#[path = "../misuse/ok/list_that_is_read_as_a_node.rs"]
mod list_that_is_read_as_a_node;
#[path = "../misuse/ok/list_that_is_sent.rs"]
mod list_that_is_sent;
#[path = "../misuse/ok/literal_below_the_range.rs"]
mod literal_below_the_range;
#[path = "../misuse/ok/literal_too_long.rs"]
mod literal_too_long;
#[path = "../misuse/ok/macro_with_a_constant.rs"]
mod macro_with_a_constant;
#[path = "../misuse/ok/macro_with_a_number.rs"]
mod macro_with_a_number;
#[path = "../misuse/ok/macro_with_an_unknown_argument.rs"]
mod macro_with_an_unknown_argument;
#[path = "../misuse/ok/macro_with_an_unknown_word.rs"]
mod macro_with_an_unknown_word;
#[path = "../misuse/ok/macro_without_a_schema.rs"]
mod macro_without_a_schema;
#[path = "../misuse/ok/me_with_a_page_token.rs"]
mod me_with_a_page_token;
#[path = "../misuse/ok/me_with_an_app_token.rs"]
mod me_with_an_app_token;
#[path = "../misuse/ok/me_with_an_app_token_in_a_batch.rs"]
mod me_with_an_app_token_in_a_batch;
#[path = "../misuse/ok/me_without_a_token.rs"]
mod me_without_a_token;
#[path = "../misuse/ok/member_of_a_value_missing.rs"]
mod member_of_a_value_missing;
#[path = "../misuse/ok/member_of_another_variant.rs"]
mod member_of_another_variant;
#[path = "../misuse/ok/message_on_the_call.rs"]
mod message_on_the_call;
#[path = "../misuse/ok/missing_schema.rs"]
mod missing_schema;
#[path = "../misuse/ok/mistakes_in_the_schema_and_beside_it.rs"]
mod mistakes_in_the_schema_and_beside_it;
#[path = "../misuse/ok/name_without_link.rs"]
mod name_without_link;
#[path = "../misuse/ok/names_of_fields_as_text.rs"]
mod names_of_fields_as_text;
#[path = "../misuse/ok/negative_limit.rs"]
mod negative_limit;
#[path = "../misuse/ok/neither_message_nor_link.rs"]
mod neither_message_nor_link;
#[path = "../misuse/ok/nested_object_of_another_node.rs"]
mod nested_object_of_another_node;
#[path = "../misuse/ok/nested_selection_of_another_node.rs"]
mod nested_selection_of_another_node;
#[path = "../misuse/ok/nested_without_derive.rs"]
mod nested_without_derive;
#[path = "../misuse/ok/never_a_field_of_this_schema.rs"]
mod never_a_field_of_this_schema;
#[path = "../misuse/ok/never_for_a_friend.rs"]
mod never_for_a_friend;
#[path = "../misuse/ok/never_for_a_friend_in_a_batch.rs"]
mod never_for_a_friend_in_a_batch;
#[path = "../misuse/ok/never_the_friends_of_a_friend.rs"]
mod never_the_friends_of_a_friend;
#[path = "../misuse/ok/never_the_list_of_a_friend.rs"]
mod never_the_list_of_a_friend;
#[path = "../misuse/ok/no_token.rs"]
mod no_token;
#[path = "../misuse/ok/no_token_for_a_field.rs"]
mod no_token_for_a_field;
#[path = "../misuse/ok/no_token_for_a_field_without_a_rule.rs"]
mod no_token_for_a_field_without_a_rule;
#[path = "../misuse/ok/node_as_text.rs"]
mod node_as_text;
#[path = "../misuse/ok/node_in_a_batch.rs"]
mod node_in_a_batch;
#[path = "../misuse/ok/node_that_is_not_imported.rs"]
mod node_that_is_not_imported;
#[path = "../misuse/ok/node_that_is_not_there.rs"]
mod node_that_is_not_there;
#[path = "../misuse/ok/node_that_is_paged.rs"]
mod node_that_is_paged;
#[path = "../misuse/ok/node_that_is_sent.rs"]
mod node_that_is_sent;
#[path = "../misuse/ok/node_twice.rs"]
mod node_twice;
#[path = "../misuse/ok/number_as_text.rs"]
mod number_as_text;
#[path = "../misuse/ok/number_as_text_in_a_batch.rs"]
mod number_as_text_in_a_batch;
#[path = "../misuse/ok/one_in_place_of_a_list.rs"]
mod one_in_place_of_a_list;
#[path = "../misuse/ok/operation_that_is_paged.rs"]
mod operation_that_is_paged;
#[path = "../misuse/ok/operation_that_there_is_not.rs"]
mod operation_that_there_is_not;
#[path = "../misuse/ok/order_on_a_value.rs"]
mod order_on_a_value;
#[path = "../misuse/ok/own_selection_for_a_list_of_names.rs"]
mod own_selection_for_a_list_of_names;
#[path = "../misuse/ok/page_token_for_a_user_call.rs"]
mod page_token_for_a_user_call;
#[path = "../misuse/ok/page_token_for_users_and_apps.rs"]
mod page_token_for_users_and_apps;
#[path = "../misuse/ok/paging_of_another_kind.rs"]
mod paging_of_another_kind;
#[path = "../misuse/ok/parameter_of_a_list_on_an_operation.rs"]
mod parameter_of_a_list_on_an_operation;
#[path = "../misuse/ok/permission_all_of_several.rs"]
mod permission_all_of_several;
#[path = "../misuse/ok/permission_all_of_several_of_a_field.rs"]
mod permission_all_of_several_of_a_field;
#[path = "../misuse/ok/permission_alternative.rs"]
mod permission_alternative;
#[path = "../misuse/ok/permission_alternative_in_a_generic_function.rs"]
mod permission_alternative_in_a_generic_function;
#[path = "../misuse/ok/permission_named_like_an_alternative.rs"]
mod permission_named_like_an_alternative;
#[path = "../misuse/ok/permission_none_of_several.rs"]
mod permission_none_of_several;
#[path = "../misuse/ok/permission_of_a_field.rs"]
mod permission_of_a_field;
#[path = "../misuse/ok/permission_of_a_field_in_a_batch.rs"]
mod permission_of_a_field_in_a_batch;
#[path = "../misuse/ok/permission_of_a_field_in_a_generic_function.rs"]
mod permission_of_a_field_in_a_generic_function;
#[path = "../misuse/ok/permission_of_a_field_of_items.rs"]
mod permission_of_a_field_of_items;
#[path = "../misuse/ok/permission_of_a_friends_field.rs"]
mod permission_of_a_friends_field;
#[path = "../misuse/ok/permission_of_a_friends_list.rs"]
mod permission_of_a_friends_list;
#[path = "../misuse/ok/permission_of_a_list.rs"]
mod permission_of_a_list;
#[path = "../misuse/ok/permission_of_a_list_in_a_batch.rs"]
mod permission_of_a_list_in_a_batch;
#[path = "../misuse/ok/permission_of_a_list_in_a_generic_function.rs"]
mod permission_of_a_list_in_a_generic_function;
#[path = "../misuse/ok/permission_of_a_list_read_by_items.rs"]
mod permission_of_a_list_read_by_items;
#[path = "../misuse/ok/permission_of_a_list_read_by_pages.rs"]
mod permission_of_a_list_read_by_pages;
#[path = "../misuse/ok/permission_of_a_nested_connection.rs"]
mod permission_of_a_nested_connection;
#[path = "../misuse/ok/permission_of_a_special_list.rs"]
mod permission_of_a_special_list;
#[path = "../misuse/ok/permission_of_an_operation.rs"]
mod permission_of_an_operation;
#[path = "../misuse/ok/permission_of_an_operation_in_a_batch.rs"]
mod permission_of_an_operation_in_a_batch;
#[path = "../misuse/ok/permission_of_an_operation_in_a_generic_function.rs"]
mod permission_of_an_operation_in_a_generic_function;
#[path = "../misuse/ok/permission_of_an_operation_of_a_node.rs"]
mod permission_of_an_operation_of_a_node;
#[path = "../misuse/ok/permission_of_an_operation_on_anybody.rs"]
mod permission_of_an_operation_on_anybody;
#[path = "../misuse/ok/permission_of_another_api.rs"]
mod permission_of_another_api;
#[path = "../misuse/ok/permission_to_revoke_as_text.rs"]
mod permission_to_revoke_as_text;
#[path = "../misuse/ok/permission_two_levels_down.rs"]
mod permission_two_levels_down;
#[path = "../misuse/ok/permissions_as_text.rs"]
mod permissions_as_text;
#[path = "../misuse/ok/permissions_in_a_module_that_is_no_api.rs"]
mod permissions_in_a_module_that_is_no_api;
#[path = "../misuse/ok/permissions_that_a_function_demands.rs"]
mod permissions_that_a_function_demands;
#[path = "../misuse/ok/permissions_without_an_api.rs"]
mod permissions_without_an_api;
#[path = "../misuse/ok/photo_from_two_sources.rs"]
mod photo_from_two_sources;
#[path = "../misuse/ok/photo_from_two_sources_in_a_batch.rs"]
mod photo_from_two_sources_in_a_batch;
#[path = "../misuse/ok/photo_source_as_text.rs"]
mod photo_source_as_text;
#[path = "../misuse/ok/photo_source_on_the_call.rs"]
mod photo_source_on_the_call;
#[path = "../misuse/ok/photo_without_a_source.rs"]
mod photo_without_a_source;
#[path = "../misuse/ok/picture_as_a_list.rs"]
mod picture_as_a_list;
#[path = "../misuse/ok/picture_of_a_link_on_the_call.rs"]
mod picture_of_a_link_on_the_call;
#[path = "../misuse/ok/picture_size_as_a_word.rs"]
mod picture_size_as_a_word;
#[path = "../misuse/ok/picture_size_on_the_call.rs"]
mod picture_size_on_the_call;
#[path = "../misuse/ok/picture_size_twice.rs"]
mod picture_size_twice;
#[path = "../misuse/ok/picture_size_twice_in_a_batch.rs"]
mod picture_size_twice_in_a_batch;
#[path = "../misuse/ok/picture_without_link.rs"]
mod picture_without_link;
#[path = "../misuse/ok/post_of_nothing.rs"]
mod post_of_nothing;
#[path = "../misuse/ok/privacy_of_any_target.rs"]
mod privacy_of_any_target;
#[path = "../misuse/ok/privacy_on_a_friends_timeline.rs"]
mod privacy_on_a_friends_timeline;
#[path = "../misuse/ok/privacy_on_a_friends_timeline_in_a_batch.rs"]
mod privacy_on_a_friends_timeline_in_a_batch;
#[path = "../misuse/ok/privacy_on_anybodys_timeline.rs"]
mod privacy_on_anybodys_timeline;
#[path = "../misuse/ok/raw_name_of_an_unasked_field.rs"]
mod raw_name_of_an_unasked_field;
#[path = "../misuse/ok/ready_struct_of_another_node.rs"]
mod ready_struct_of_another_node;
#[path = "../misuse/ok/required_and_optional.rs"]
mod required_and_optional;
#[path = "../misuse/ok/required_argument_of_a_field_missing.rs"]
mod required_argument_of_a_field_missing;
#[path = "../misuse/ok/required_parameter_missing.rs"]
mod required_parameter_missing;
#[path = "../misuse/ok/required_parameter_missing_in_a_generic_function.rs"]
mod required_parameter_missing_in_a_generic_function;
#[path = "../misuse/ok/required_parameter_of_a_list_beside_operations_missing.rs"]
mod required_parameter_of_a_list_beside_operations_missing;
#[path = "../misuse/ok/required_parameter_of_a_list_missing.rs"]
mod required_parameter_of_a_list_missing;
#[path = "../misuse/ok/required_parameter_of_a_path_missing.rs"]
mod required_parameter_of_a_path_missing;
#[path = "../misuse/ok/required_parameter_of_a_selected_list_missing.rs"]
mod required_parameter_of_a_selected_list_missing;
#[path = "../misuse/ok/required_parameters_missing_in_a_batch.rs"]
mod required_parameters_missing_in_a_batch;
#[path = "../misuse/ok/revoke_without_a_name.rs"]
mod revoke_without_a_name;
#[path = "../misuse/ok/schema_at_another_place.rs"]
mod schema_at_another_place;
#[path = "../misuse/ok/schema_beside_another_file.rs"]
mod schema_beside_another_file;
#[path = "../misuse/ok/schema_that_is_a_folder.rs"]
mod schema_that_is_a_folder;
#[path = "../misuse/ok/schema_that_is_no_json.rs"]
mod schema_that_is_no_json;
#[path = "../misuse/ok/schema_with_two_mistakes.rs"]
mod schema_with_two_mistakes;
#[path = "../misuse/ok/selected_twice.rs"]
mod selected_twice;
#[path = "../misuse/ok/selection_in_a_generic_function.rs"]
mod selection_in_a_generic_function;
#[path = "../misuse/ok/selection_in_itself.rs"]
mod selection_in_itself;
#[path = "../misuse/ok/selections_in_each_other.rs"]
mod selections_in_each_other;
#[path = "../misuse/ok/set_that_is_no_set.rs"]
mod set_that_is_no_set;
#[path = "../misuse/ok/several_permissions_of_a_selection.rs"]
mod several_permissions_of_a_selection;
#[path = "../misuse/ok/struct_without_derive.rs"]
mod struct_without_derive;
#[path = "../misuse/ok/tags_beside_their_place.rs"]
mod tags_beside_their_place;
#[path = "../misuse/ok/tags_without_place.rs"]
mod tags_without_place;
#[path = "../misuse/ok/tags_without_place_in_a_batch.rs"]
mod tags_without_place_in_a_batch;
#[path = "../misuse/ok/text_and_sound.rs"]
mod text_and_sound;
#[path = "../misuse/ok/text_in_place_of_a_list.rs"]
mod text_in_place_of_a_list;
#[path = "../misuse/ok/text_of_the_wrong_type.rs"]
mod text_of_the_wrong_type;
#[path = "../misuse/ok/thirteen_calls_in_a_batch.rs"]
mod thirteen_calls_in_a_batch;
#[path = "../misuse/ok/timezone_of_a_friend.rs"]
mod timezone_of_a_friend;
#[path = "../misuse/ok/token_as_text.rs"]
mod token_as_text;
#[path = "../misuse/ok/token_of_any_kind_in_a_generic_function.rs"]
mod token_of_any_kind_in_a_generic_function;
#[path = "../misuse/ok/too_many_arguments.rs"]
mod too_many_arguments;
#[path = "../misuse/ok/two_groups_of_one_name.rs"]
mod two_groups_of_one_name;
#[path = "../misuse/ok/two_required_arguments_swapped.rs"]
mod two_required_arguments_swapped;
#[path = "../misuse/ok/two_required_texts_swapped.rs"]
mod two_required_texts_swapped;
#[path = "../misuse/ok/two_rests.rs"]
mod two_rests;
#[path = "../misuse/ok/two_sources_of_a_field.rs"]
mod two_sources_of_a_field;
#[path = "../misuse/ok/two_texts_as_arguments.rs"]
mod two_texts_as_arguments;
#[path = "../misuse/ok/unasked_field_in_a_list_of_names.rs"]
mod unasked_field_in_a_list_of_names;
#[path = "../misuse/ok/unchecked_client_for_a_checked_one.rs"]
mod unchecked_client_for_a_checked_one;
#[path = "../misuse/ok/unions_are_open.rs"]
mod unions_are_open;
#[path = "../misuse/ok/unknown_attribute.rs"]
mod unknown_attribute;
#[path = "../misuse/ok/unknown_attribute_of_a_struct.rs"]
mod unknown_attribute_of_a_struct;
#[path = "../misuse/ok/unknown_connection.rs"]
mod unknown_connection;
#[path = "../misuse/ok/unknown_field.rs"]
mod unknown_field;
#[path = "../misuse/ok/unknown_field_in_a_list_of_names.rs"]
mod unknown_field_in_a_list_of_names;
#[path = "../misuse/ok/unknown_field_of_a_nested_selection.rs"]
mod unknown_field_of_a_nested_selection;
#[path = "../misuse/ok/unknown_field_under_another_name.rs"]
mod unknown_field_under_another_name;
#[path = "../misuse/ok/unknown_order.rs"]
mod unknown_order;
#[path = "../misuse/ok/unknown_parameter.rs"]
mod unknown_parameter;
#[path = "../misuse/ok/unknown_parameter_in_a_batch.rs"]
mod unknown_parameter_in_a_batch;
#[path = "../misuse/ok/unknown_parameter_of_a_list.rs"]
mod unknown_parameter_of_a_list;
#[path = "../misuse/ok/unknown_permission.rs"]
mod unknown_permission;
#[path = "../misuse/ok/unknown_permission_in_a_generic_function.rs"]
mod unknown_permission_in_a_generic_function;
#[path = "../misuse/ok/unknown_word_of_an_enum.rs"]
mod unknown_word_of_an_enum;
#[path = "../misuse/ok/user_token_for_a_call_of_the_app.rs"]
mod user_token_for_a_call_of_the_app;
#[path = "../misuse/ok/user_token_for_a_list_of_the_app.rs"]
mod user_token_for_a_list_of_the_app;
#[path = "../misuse/ok/user_token_for_messenger.rs"]
mod user_token_for_messenger;
#[path = "../misuse/ok/user_token_for_messenger_in_a_batch.rs"]
mod user_token_for_messenger_in_a_batch;
#[path = "../misuse/ok/value_of_another_union.rs"]
mod value_of_another_union;
#[path = "../misuse/ok/verify_an_app_token.rs"]
mod verify_an_app_token;
#[path = "../misuse/ok/volume_without_sound.rs"]
mod volume_without_sound;
#[path = "../misuse/ok/waiting_for_a_node_without_a_job.rs"]
mod waiting_for_a_node_without_a_job;
#[path = "../misuse/ok/which_node.rs"]
mod which_node;
#[path = "../misuse/ok/wire_type_of_a_field.rs"]
mod wire_type_of_a_field;
#[path = "../misuse/ok/word_as_text.rs"]
mod word_as_text;
#[path = "../misuse/ok/word_matched_without_known.rs"]
mod word_matched_without_known;
#[path = "../misuse/ok/word_of_an_enum_that_ended.rs"]
mod word_of_an_enum_that_ended;
#[path = "../misuse/ok/word_of_another_enum.rs"]
mod word_of_another_enum;
#[path = "../misuse/ok/word_without_open.rs"]
mod word_without_open;
#[path = "../misuse/ok/wrong_type.rs"]
mod wrong_type;
#[path = "../misuse/ok/wrong_type_in_an_option.rs"]
mod wrong_type_in_an_option;
#[path = "../misuse/ok/wrong_type_of_a_nested_selection.rs"]
mod wrong_type_of_a_nested_selection;
#[path = "../misuse/ok/wrong_type_of_an_id.rs"]
mod wrong_type_of_an_id;
