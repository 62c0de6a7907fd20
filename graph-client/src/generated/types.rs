//! The types that every generated API has: nodes, lists and calls as values.
//!
//! They are defined by a macro, because an API that is generated in another crate adds inherent methods to
//! them, which is only possible for types of that crate.

/// Defines [`At`](crate::api::At), [`List`](crate::api::List), [`Call`](crate::api::Call) and related types
/// in the root module of a generated API.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_api_types {
    () => {
        /// A node of the API, such as `user::me()` or `event::id("5")`. Its methods are the node's
        /// connections and operations; `Client::get` reads its fields.
        #[must_use = "this only refers to a node: pass it to `Client::get`, or call one of its methods"]
        pub struct At<N, T> {
            request: __rt::Request,
            marker: ::core::marker::PhantomData<fn() -> (N, T)>,
        }

        impl<N: __rt::Node, T> At<N, T> {
            /// The call that reads a selection of the node, for a batch.
            pub fn get<F: __rt::Fields>(self) -> Get<F, N, T> {
                let mut node = self;
                __rt::select::<F>(&mut node.request);
                Get { node, marker: ::core::marker::PhantomData }
            }

            /// Requests an explicit list of fields, to be read as the node's ready struct. Only the server
            /// checks the permissions that the fields require.
            pub fn fields<F: __rt::FieldOf<N>>(self, list: impl __rt::IntoList<F>) -> Listed<N, T> {
                let mut node = self;
                __rt::select_named(&mut node.request, list);
                Listed { node }
            }
        }

        /// A node with an explicit list of fields. Created by [`At::fields`].
        #[must_use = "nothing is read until this is passed to `Client::get`"]
        pub struct Listed<N, T> {
            node: At<N, T>,
        }

        /// The call that reads a selection of a node. Created by [`At::get`].
        #[must_use = "nothing is read until this is sent or added to a batch"]
        pub struct Get<F, N, T> {
            node: At<N, T>,
            marker: ::core::marker::PhantomData<fn() -> F>,
        }

        impl<N, T, F, K, S, A> __rt::SelectsOf<F, K, S, A> for At<N, T>
        where
            A: __rt::Selected<F, N, T, K, S>,
        {
            fn into_selection(self) -> __rt::Request {
                let mut request = self.request;
                A::select(&mut request);
                request
            }
        }

        impl<N, T, F, K, S, A> __rt::SelectsOf<F, K, S, A> for Listed<N, T>
        where
            F: __rt::Fields + __rt::SelectionOf<N> + __rt::Ready,
            T: __rt::ReachedWith<K>,
        {
            fn into_selection(self) -> __rt::Request {
                self.node.request
            }
        }

        // Only to say how a list is read.
        impl<E, T, I, F, K, S, A> __rt::SelectsOf<F, K, S, A> for List<E, T, I>
        where
            E: __rt::ReadByGet,
        {
            fn into_selection(self) -> __rt::Request {
                self.request
            }
        }

        impl<F, N, T, K, S> __rt::Sendable<K, S> for Get<F, N, T>
        where
            F: __rt::Fields + __rt::SelectionOf<N> + __rt::Allowed<T, K, S>,
            T: __rt::ReachedWith<K>,
        {
            type Output = __rt::Answer<F>;

            fn into_call(self) -> (__rt::Request, __rt::Decoder<Self::Output>) {
                (self.node.request, __rt::answer::node::<F>)
            }
        }

        /// A connection of a node. Its methods are the connection's operations and the options of its list.
        ///
        /// Read the list with `Client::page`, `Client::pages` or `Client::items`. Its items are decoded as
        /// `I`; [`select`](Self::select) decodes them as your own struct.
        #[must_use = "nothing is read until this is passed to `page`, `pages` or `items` of a client"]
        pub struct List<E, T, I = <E as __rt::ListOperation>::Item> {
            request: __rt::Request,
            decode: __rt::Decoder<__rt::Page<I>>,
            marker: ::core::marker::PhantomData<fn() -> (E, T)>,
        }

        // One impl for each setter of paging: a list has its own instead if the schema has a parameter of that name.

        impl<E, T, I, A, B, S, U, O> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<__rt::style::Shared, A, B, S, U, O>>,
        {
            /// Maximum number of items per page. A page may have fewer items even if more follow. With 0, the page has no
            /// items and no next page, only what else the list has, such as a summary.
            #[inline]
            pub fn limit(mut self, items: __rt::u32) -> Self {
                self.request.params().show("limit", items);
                self
            }
        }

        impl<E, T, I, L, B, S, U, O> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<L, __rt::style::Shared, B, S, U, O>>,
        {
            /// Lists the items after a cursor. Only for connections that are paged by cursor.
            #[inline]
            pub fn after(mut self, cursor: impl __rt::AsText) -> Self
            where
                E::Paging: __rt::ByCursor,
            {
                self.request.params().text("after", cursor.as_text());
                self
            }
        }

        impl<E, T, I, L, A, S, U, O> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<L, A, __rt::style::Shared, S, U, O>>,
        {
            /// Lists the items before a cursor. Only for connections that are paged by cursor.
            #[inline]
            pub fn before(mut self, cursor: impl __rt::AsText) -> Self
            where
                E::Paging: __rt::ByCursor,
            {
                self.request.params().text("before", cursor.as_text());
                self
            }
        }

        impl<E, T, I, L, A, B, U, O> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<L, A, B, __rt::style::Shared, U, O>>,
        {
            /// Lists the items from this time on. Only for connections that are paged by time.
            #[inline]
            pub fn since(mut self, time: impl __rt::IntoDateTime) -> Self
            where
                E::Paging: __rt::ByTime,
            {
                self.request.params().show("since", __rt::IntoDateTime::into_date_time(time).unix_seconds());
                self
            }
        }

        impl<E, T, I, L, A, B, S, O> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<L, A, B, S, __rt::style::Shared, O>>,
        {
            /// Lists the items up to this time. Only for connections that are paged by time.
            #[inline]
            pub fn until(mut self, time: impl __rt::IntoDateTime) -> Self
            where
                E::Paging: __rt::ByTime,
            {
                self.request.params().show("until", __rt::IntoDateTime::into_date_time(time).unix_seconds());
                self
            }
        }

        impl<E, T, I, L, A, B, S, U> List<E, T, I>
        where
            E: __rt::ListOperation<Setters = __rt::style::Setters<L, A, B, S, U, __rt::style::Shared>>,
        {
            /// Skips this number of items. Only for connections that are paged by offset.
            #[inline]
            pub fn offset(mut self, items: __rt::u32) -> Self
            where
                E::Paging: __rt::ByOffset,
            {
                self.request.params().show("offset", items);
                self
            }
        }

        impl<E: __rt::ListOperation, T, I> List<E, T, I> {
            /// Decodes the items as `F`, and requests only its fields.
            pub fn select<F>(self) -> List<E, T, F>
            where
                F: __rt::ItemOf<<E as __rt::ListOperation>::Wire>,
            {
                let mut request = self.request;
                __rt::select_items::<<E as __rt::ListOperation>::Wire, F>(&mut request);
                List { request, decode: __rt::page::<<E as __rt::ListOperation>::Wire, F>, marker: ::core::marker::PhantomData }
            }
        }

        impl<E, T, I, K, S> __rt::Listing<K, S> for List<E, T, I>
        where
            E: __rt::ListOperation,
            <E::Access as __rt::Requires>::Token: __rt::AcceptsToken<T, K>,
            <E::Access as __rt::Requires>::Permission: __rt::GrantedFor<T, S>,
            E::Edge: __rt::Reaches<T>,
            T: __rt::ReachedWith<K>,
            I: __rt::Selectable<<<E as __rt::ListOperation>::Edge as __rt::Reaches<T>>::Target, K, S>
                + ::core::marker::Send
                + 'static,
        {
            type Item = I;

            fn into_list(self) -> (__rt::Request, __rt::Decoder<__rt::Page<I>>) {
                (self.request, self.decode)
            }
        }

        impl<E: 'static, T: 'static, I: ::core::marker::Send + 'static, K, S> __rt::BatchPart<K, S> for List<E, T, I>
        where
            Self: __rt::Listing<K, S, Item = I>,
        {
            type Output = __rt::Result<__rt::Page<I>>;

            fn add(self, calls: &mut __rt::Calls) -> __rt::Reading<__rt::Result<__rt::Page<I>>> {
                __rt::batch_list::<K, S, Self>(self, calls)
            }
        }

        // The parameters of a list are the arguments of its connection in a selection.
        impl<E: __rt::ListOperation, T, I> __rt::ArgumentsOf<__rt::OfList<E>> for List<E, T, I> {
            fn field(&self) -> &__rt::str {
                __rt::connection_of(&self.request)
            }
            fn arguments(&self) -> &__rt::Request {
                &self.request
            }
        }

        impl<E: __rt::ListOperation, T, I> __rt::ArgumentsOf<__rt::OfEdge<E::Edge>> for List<E, T, I> {
            fn field(&self) -> &__rt::str {
                __rt::connection_of(&self.request)
            }
            fn arguments(&self) -> &__rt::Request {
                &self.request
            }
        }

        impl<E: __rt::ListOperation, T, I> __rt::Arguments for List<E, T, I> {
            type Of = __rt::OfList<E>;
            fn keys() -> ::std::vec::Vec<&'static __rt::str> {
                __rt::keys_of_list::<E>()
            }
        }

        /// An operation with its parameters, ready to be sent with `Client::send`.
        #[must_use = "nothing is sent until this is passed to `Client::send` or added to a batch"]
        pub struct Call<O, T> {
            /// Holds no value: a call has no result before `client.send(call).await?`. It is named in compiler messages
            /// when a field of the result is accessed on the call.
            pub send_it_with_a_client: (),
            request: __rt::Request,
            marker: ::core::marker::PhantomData<fn() -> (O, T)>,
        }

        // Only to say how a call is sent.
        impl<O, T> ::core::future::Future for Call<O, T>
        where
            O: __rt::SentAlone,
        {
            type Output = ();

            fn poll(self: ::core::pin::Pin<&mut Self>, _: &mut ::core::task::Context<'_>) -> ::core::task::Poll<()> {
                ::core::task::Poll::Ready(())
            }
        }

        // Free functions, since these types have many impls and rustc searches all of them for a method.

        __rt::holds! { At[N, T] List[E, T, I] Call[O, T] }

        #[doc(hidden)]
        pub fn __at<N: __rt::Node, T>(version: ::core::option::Option<&'static __rt::str>, path: &__rt::str) -> At<N, T> {
            At { request: __rt::Request::at::<N>(version, path), marker: ::core::marker::PhantomData }
        }

        #[doc(hidden)]
        pub fn __of_id<N: __rt::Node, T>(version: ::core::option::Option<&'static __rt::str>, id: impl __rt::IntoId<N>) -> At<N, T> {
            let id = __rt::IntoId::into_id(id);
            At { request: __rt::Request::of_id::<N>(version, id.as_str()), marker: ::core::marker::PhantomData }
        }

        #[doc(hidden)]
        pub fn __list<E: __rt::ListOperation, H: __rt::HasRequest>(of: H, name: &'static __rt::str, path: &__rt::str) -> List<E, H::Target> {
            __list_with(of, __rt::Description::new(name, __rt::Verb::Get), path)
        }

        #[doc(hidden)]
        pub fn __list_with<E: __rt::ListOperation, H: __rt::HasRequest>(of: H, description: __rt::Description, path: &__rt::str) -> List<E, H::Target> {
            let mut request = of.into_request();
            // Parameters that were set to read the node do not apply to its connections.
            request.params().forget();
            for part in path.split('/') {
                request.segment(part);
            }
            List { request: request.becomes(description), decode: __rt::page::<E::Wire, E::Item>, marker: ::core::marker::PhantomData }
        }

        #[doc(hidden)]
        pub fn __other<E: __rt::ListOperation, H: __rt::HasRequest>(of: H, description: __rt::Description) -> List<E, H::Target> {
            List { request: of.into_request().becomes(description), decode: __rt::page::<E::Wire, E::Item>, marker: ::core::marker::PhantomData }
        }

        #[doc(hidden)]
        pub fn __get<O: __rt::Operation, H: __rt::HasRequest>(of: H, name: &'static __rt::str) -> Call<O, H::Target> {
            __call(of, __rt::Description::new(name, __rt::Verb::Get))
        }

        #[doc(hidden)]
        pub fn __post<O: __rt::Operation, H: __rt::HasRequest>(of: H, name: &'static __rt::str) -> Call<O, H::Target> {
            __call(of, __rt::Description::new(name, __rt::Verb::Post))
        }

        #[doc(hidden)]
        pub fn __delete<O: __rt::Operation, H: __rt::HasRequest>(of: H, name: &'static __rt::str) -> Call<O, H::Target> {
            __call(of, __rt::Description::new(name, __rt::Verb::Delete))
        }

        #[doc(hidden)]
        pub fn __call<O: __rt::Operation, H: __rt::HasRequest>(of: H, description: __rt::Description) -> Call<O, H::Target> {
            let mut request = of.into_request();
            request.params().forget();
            Call { send_it_with_a_client: (), request: request.becomes(description), marker: ::core::marker::PhantomData }
        }

        impl<O, T, K, S> __rt::Sendable<K, S> for Call<O, T>
        where
            O: __rt::Operation,
            <O::Access as __rt::Requires>::Token: __rt::AcceptsToken<T, K>,
            <O::Access as __rt::Requires>::Permission: __rt::GrantedFor<T, S>,
            T: __rt::ReachedWith<K>,
        {
            type Output = <<O as __rt::Operation>::Answer as __rt::Reads>::Output;

            fn into_call(self) -> (__rt::Request, __rt::Decoder<Self::Output>) {
                (self.request, <<O as __rt::Operation>::Answer as __rt::Reads>::decode)
            }
        }

        impl<O: __rt::Operation, T> __rt::Promises for Call<O, T> {
            type Output = <<O as __rt::Operation>::Answer as __rt::Reads>::Output;
        }

        impl<F: __rt::Fields, N, T> __rt::Promises for Get<F, N, T> {
            type Output = F;
        }

        __rt::batch_parts! { Call[O, T] Get[F, N, T] }

        __rt::value_impls! {
            At[N, T] |this| &this.request => At { request: this.request.clone(), marker: ::core::marker::PhantomData };
            Listed[N, T] |this| &this.node.request => Listed { node: this.node.clone() };
            Get[F, N, T] |this| &this.node.request => Get { node: this.node.clone(), marker: ::core::marker::PhantomData };
            List[E, T, I] |this| &this.request => List { request: this.request.clone(), decode: this.decode, marker: ::core::marker::PhantomData };
            Call[O, T] |this| &this.request => Call { send_it_with_a_client: (), request: this.request.clone(), marker: ::core::marker::PhantomData };
        }
    };
}

/// Implements [`BatchPart`](crate::BatchPart) for calls that can be sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_batch_parts {
    ($($name:ident[$($param:ident),*])*) => {$(
        impl<$($param: 'static,)* K, S> __rt::BatchPart<K, S> for $name<$($param),*>
        where
            Self: __rt::Sendable<K, S>,
        {
            type Output = __rt::Result<<Self as __rt::Sendable<K, S>>::Output>;

            fn add(self, calls: &mut __rt::Calls) -> __rt::Reading<<Self as __rt::BatchPart<K, S>>::Output> {
                __rt::batch_one::<K, S, Self>(self, calls)
            }
        }
    )*};
}

/// Implements `Clone`, `Debug`, `PartialEq` and [`Describe`](crate::Describe) by the request. Derives would
/// add bounds to the marker types.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_value_impls {
    ($($name:ident[$($param:ident),*] |$this:ident| $request:expr => $clone:expr;)*) => {$(
        impl<$($param),*> ::core::clone::Clone for $name<$($param),*> {
            fn clone(&self) -> Self {
                let $this = self;
                $clone
            }
        }

        impl<$($param),*> ::core::cmp::PartialEq for $name<$($param),*> {
            fn eq(&self, other: &Self) -> __rt::bool {
                let $this = self;
                let left = $request;
                let $this = other;
                left == $request
            }
        }

        impl<$($param),*> ::core::fmt::Debug for $name<$($param),*> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let $this = self;
                ::core::fmt::Debug::fmt($request, f)
            }
        }

        impl<$($param),*> __rt::Sealed for $name<$($param),*> {}

        impl<$($param),*> __rt::Describe for $name<$($param),*> {
            fn request(&self) -> &__rt::Request {
                let $this = self;
                $request
            }
        }
    )*};
}

/// Implements [`HasRequest`](crate::__rt::Holds) for types with a field `request` and a target `T`.
#[doc(hidden)]
#[macro_export]
macro_rules! __graph_holds {
    ($($name:ident[$($param:ident),*])*) => {$(
        impl<$($param),*> __rt::HasRequest for $name<$($param),*> {
            type Target = T;
            #[inline]
            fn request_mut(&mut self) -> &mut __rt::Request {
                &mut self.request
            }
            fn into_request(self) -> __rt::Request {
                self.request
            }
        }
    )*};
}
